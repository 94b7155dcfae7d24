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
            holds {
                a_hold_keeps_its_time_until_it_runs_out
                a_hold_that_lost_its_time_cannot_be_booked
                a_hold_is_booked_in_place
                a_hold_is_let_go
                a_move_over_a_hold_that_ran_out_is_fine
                a_refused_claim_lets_go_of_nothing
            }
            isolation {
                questions_find_nothing_of_others
                changes_reach_nothing_of_others
                the_same_keys_are_new_to_others
                rows_of_others_cannot_be_referred_to
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
            schedules {
                a_catalogue_comes_back_as_it_was
                the_time_zone_is_the_businesss
                what_was_removed_is_kept_as_inactive
                the_businesss_order_is_kept
                appointments_outlive_their_service
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
