//! Which promises there are.

/// Makes the contract into tests of one database.
///
/// `$fresh` is an `async fn() -> Option<store::contract::Fixture>`: an empty database, or `None` if
/// this machine lacks what the database needs. The crate that calls this needs tokio for its tests.
#[macro_export]
macro_rules! contract_tests {
    ($fresh:path) => {
        $crate::contract_tests! { @expand $fresh;
            aborts {
                an_aborted_task_leaves_nothing_behind
                an_aborted_commit_is_whole
            }
            accounts {
                an_account_is_found_by_id_and_address
                an_address_or_an_id_has_one_account
                one_of_many_adds_the_address
                an_update_leaves_address_and_beginning
                changes_of_an_account_wait_for_each_other
                whoever_changes_a_locked_account_waits
                memberships_come_oldest_first
                a_founder_gets_account_and_business_together
            }
            answers {
                a_request_is_carried_out_once
                a_key_is_for_one_request
                one_of_many_begins
                whoever_comes_second_waits_for_the_first_ones_commit
                what_never_ended_is_taken_over
                what_was_let_go_of_can_be_asked_again
                instants_are_compared_to_the_microsecond
                old_answers_are_forgotten_oldest_first
            }
            appointments {
                what_was_booked_is_found
                overlapping_times_are_refused
                neighbouring_times_are_fine
                the_time_of_other_staff_is_free
                a_change_counts_up_and_keeps_its_beginning
                a_stale_change_is_refused
                an_own_old_time_is_not_taken
                a_move_into_taken_time_is_refused
                what_is_over_frees_its_time
                coming_appointments_of_a_customer_come_soonest_first
                appointments_of_a_call_come_oldest_first
                a_range_holds_confirmed_appointments_by_their_start
                taken_time_is_listed_by_staff_and_start
                an_appointment_needs_what_it_refers_to
                a_time_that_cannot_be_is_refused
            }
            audit {
                an_entry_comes_back_as_it_was
                whatever_was_written_is_hashed_as_it_comes_back
                entries_are_read_page_by_page_from_both_ends
                entries_of_many_at_once_are_one_chain
                own_entries_are_seen_and_followed_before_the_commit
                what_was_not_committed_leaves_no_gap
            }
            calls {
                a_call_is_found_by_both_ids
                every_status_and_outcome_is_kept
                a_known_call_is_not_added_again
                one_of_many_adds_the_call
                an_update_keeps_ids_and_start
                ended_calls_of_a_customer_come_newest_first
                a_call_without_news_is_stale
                a_number_has_one_open_conversation_by_text
                a_call_needs_its_customer
            }
            conversations {
                a_turn_is_remembered
                a_transcript_is_in_order
                a_turn_is_saved_once
                an_update_is_no_turn
                a_conversation_needs_its_call
                opening_a_turn_tells_the_businesss_stamp
                a_second_turn_of_a_call_waits
                a_second_turn_goes_on_when_the_first_is_dropped
            }
            customers {
                a_customer_is_found_by_id_and_number
                a_known_number_is_not_added_again
                any_number_of_customers_have_no_number
                an_update_keeps_number_and_beginning
                what_a_customer_wants_outlives_another_change
                one_of_many_adds_the_number
            }
            deliveries {
                an_event_comes_back_with_its_deliveries
                every_kind_of_event_is_kept
                an_event_has_one_delivery_to_an_endpoint
                an_update_keeps_what_a_delivery_is
                a_list_holds_what_was_asked_for_newest_first
                what_is_settled_is_forgotten_in_the_end
                changes_of_a_delivery_wait_for_each_other
                an_event_is_written_or_undone_with_its_transaction
            }
            endpoints {
                an_endpoint_comes_back_as_it_was
                every_reason_for_silence_is_kept
                an_update_replaces_all_but_id_and_beginning
                a_removed_endpoint_is_gone_with_its_deliveries
                a_business_has_so_many_endpoints_and_no_more
                nobody_reaches_the_endpoints_of_others
                a_reader_changes_no_endpoint
            }
            flags {
                what_was_given_is_found_with_its_past
                what_one_was_given_no_other_one_has
                a_reader_may_not_switch
                flags_that_are_set_at_once_all_count
                changes_of_a_business_wait_for_each_other
            }
            holds {
                a_hold_keeps_its_time_until_it_runs_out
                a_hold_that_lost_its_time_cannot_be_booked
                a_hold_is_booked_in_place
                a_hold_is_let_go
                a_move_over_a_hold_that_ran_out_is_fine
                a_refused_claim_lets_go_of_nothing
            }
            invitations {
                an_invitation_is_found
                open_invitations_are_listed_newest_first
                a_later_invitation_closes_earlier_ones_of_its_address
                of_many_for_an_address_one_stays_open
                an_invitation_is_closed_once
                an_invitation_has_an_id_of_its_own
            }
            isolation {
                questions_find_nothing_of_others
                changes_reach_nothing_of_others
                the_same_keys_are_new_to_others
                rows_of_others_cannot_be_referred_to
                a_business_adds_accounts_and_changes_none
                a_business_makes_no_platform_staff
                a_business_sees_its_own_members_alone
            }
            keys {
                a_key_is_found_by_id_and_digest
                a_digest_and_an_id_are_one_keys
                keys_that_were_not_taken_back_are_listed_newest_first
                a_key_was_last_used_at_the_latest_time
                a_key_runs_out_at_the_earliest_time
                a_key_is_taken_back_once
            }
            members {
                every_role_is_kept
                what_a_member_is_changes_and_since_when_does_not
                members_come_in_the_order_in_which_they_came
                a_member_is_removed_once
                a_member_needs_an_account
                whoever_changes_a_member_waits_for_whoever_listed_them
                whoever_lists_members_waits_for_whoever_changes_one
                a_business_keeps_its_last_owner
                a_copy_of_an_account_stays_as_it_was
            }
            messages {
                what_was_written_is_found
                every_direction_and_status_is_kept
                an_update_keeps_the_words
                lists_are_in_order
                a_message_needs_its_call_and_customer
                changes_of_a_message_wait_for_each_other
            }
            outbox {
                a_job_waits_to_be_done
                jobs_are_listed_newest_first
                a_key_is_used_once
                a_key_stays_used_when_the_job_is_over
                one_of_many_uses_the_key
            }
            pages {
                calls_come_page_by_page_without_gaps_or_doubles
                a_page_of_calls_is_chosen_from
                customers_come_page_by_page_without_gaps_or_doubles
                messages_come_page_by_page_without_gaps_or_doubles
                appointments_come_page_by_page_without_gaps_or_doubles
                what_was_used_is_counted
                businesses_are_listed_and_counted_by_status
                a_business_puts_its_own_failed_job_back
            }
            platform {
                a_number_tells_whose_it_is
                a_call_tells_whose_it_is
                businesses_are_listed_page_by_page
            }
            queue {
                due_jobs_are_handed_out_oldest_first
                a_leased_job_is_left_alone_until_the_lease_is_over
                a_worker_that_dies_loses_nothing
                who_lost_the_lease_settles_nothing
                what_is_done_is_done
                a_job_is_tried_again_later
                what_failed_is_kept_for_people
                what_failed_is_put_back
                the_next_due_job_is_known
                workers_share_the_work
                patient_jobs_are_claimed_apart
                no_business_has_more_than_its_share
            }
            races {
                one_of_many_gets_the_time
                one_of_two_gets_the_time_again_and_again
                many_get_times_of_their_own
                one_of_many_gets_the_time_of_an_old_hold
                one_of_many_changes_an_appointment
            }
            readers {
                a_reader_may_not_write
                a_reader_may_not_write_of_people_and_keys
                a_reader_may_not_leave_work_to_the_commit_either
                a_reader_may_commit
                a_reader_sees_one_state
                a_reader_never_sees_unfinished_work_and_waits_for_nobody
            }
            receipts {
                an_event_is_new_once
                what_was_not_committed_is_new_again
                an_event_is_new_to_one_of_many
                an_answer_is_kept_with_its_event
            }
            rollouts {
                a_rollout_is_kept_with_its_past
                a_rollout_leaves_the_others_alone
                a_rollout_that_is_not_committed_does_not_count
                steps_of_a_rollout_at_once_all_count
                the_platform_has_a_record_of_its_own
            }
            schedules {
                a_catalogue_comes_back_as_it_was
                the_time_zone_is_the_businesss
                what_was_removed_is_kept_as_inactive
                the_businesss_order_is_kept
                appointments_outlive_their_service
            }
            sessions {
                a_session_is_found_with_who_it_is
                a_session_needs_its_account_and_an_id_of_its_own
                a_session_has_the_role_of_its_business
                who_it_is_waits_for_nobody
                a_question_may_be_followed_by_a_change
                one_of_many_exchanges_a_token
                only_the_present_token_of_an_open_session_is_exchanged
                a_session_ends_once
                all_sessions_but_one_end_together
                good_sessions_are_listed_newest_first
                what_the_platform_does_is_done_together
            }
            settings_versions {
                a_version_comes_back_as_it_was
                a_number_has_one_version
                versions_come_page_by_page_newest_first
                all_but_the_newest_versions_are_forgotten
                a_draft_is_replaced_and_dropped
                versions_and_drafts_of_others_are_out_of_reach
                a_reader_may_keep_no_version
            }
            subscriptions {
                what_was_ordered_is_found
                every_subscription_status_is_kept
                a_subscription_of_another_business_is_refused
                a_reader_may_not_order
            }
            tenants {
                a_business_is_added_and_changed
                a_version_counts_within_a_transaction_too
                every_status_is_kept
                a_number_belongs_to_one_business
                a_business_is_saved_in_its_own_transaction
                changes_at_once_all_count
                a_touch_counts_and_changes_nothing
            }
            tickets {
                every_purpose_is_kept
                a_ticket_needs_its_account_and_an_id_of_its_own
                one_of_many_uses_a_ticket
                a_use_that_was_not_committed_is_none
            }
            transactions {
                the_database_answers
                a_transaction_knows_its_business
                committed_work_stays
                dropped_work_is_undone
                rolled_back_work_is_undone
                all_ports_commit_together
                all_ports_fail_together
                own_work_is_seen_before_the_commit
                deferred_work_is_seen_before_the_commit
                an_error_poisons_the_transaction
                a_plain_no_poisons_nothing
                a_transaction_runs_on_any_task
            }
            values {
                texts_come_back_as_they_were
                keys_are_compared_byte_by_byte
                instants_keep_their_microseconds
                appointments_meet_to_the_microsecond
                large_numbers_are_kept
            }
        }
    };
    (@expand $fresh:path; $($port:ident { $($test:ident)+ })+) => {
        $(
            mod $port {
                $(
                    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                    async fn $test() {
                        if let Some(fixture) = $fresh().await {
                            let db = ::std::sync::Arc::clone(&fixture.db);
                            $crate::contract::in_time($crate::contract::$port::$test(db)).await;
                        }
                    }
                )+
            }
        )+
    };
}
