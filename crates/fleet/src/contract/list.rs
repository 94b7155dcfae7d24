//! Which promises there are.

/// Makes the contract into tests of one implementation.
///
/// `$fresh` is an `async fn() -> Option<fleet::contract::Fixture>`: a fleet in which nothing has
/// happened, or `None` if this machine lacks what it needs. The crate that calls this needs tokio for
/// its tests.
#[macro_export]
macro_rules! contract_tests {
    ($fresh:path) => {
        $crate::contract_tests! { @expand $fresh;
            limits {
                a_bucket_gives_its_burst
                many_at_once_get_exactly_the_burst
                tokens_come_back
                what_is_refused_takes_nothing
                a_cost_beyond_the_burst_counts_as_the_burst
                a_wait_tells_how_long
                keys_have_buckets_of_their_own
                a_smaller_burst_holds_at_once
                extreme_rates_are_decided
            }
            cache {
                a_value_is_kept_for_its_time
                a_value_is_forgotten
                a_later_value_replaces_an_earlier_one
                what_was_read_before_a_change_is_not_kept
                what_was_read_before_another_value_is_not_kept
                equal_names_of_two_businesses_are_two_values
                any_text_comes_back_as_it_was
                what_has_no_time_to_live_is_not_kept
                what_is_too_long_is_not_kept
            }
            single_flight {
                many_who_miss_load_once
                what_was_loaded_is_kept
                an_error_is_shared_and_not_kept
                a_pilot_that_is_cancelled_is_replaced
                a_pilot_that_panics_is_replaced
                who_asks_after_a_change_gets_nothing_older
                different_keys_do_not_wait_for_each_other
            }
            live_calls {
                a_call_is_counted_once
                a_call_ends_once
                an_ended_call_does_not_come_back
                an_end_may_come_first
                the_earlier_beginning_is_kept
                calls_are_listed_oldest_first
                a_call_without_a_sign_of_life_is_forgotten
                a_sign_of_life_keeps_a_call
                the_calls_of_others_are_not_counted
                the_same_call_of_two_businesses_is_two_calls
                any_order_of_reports_ends_the_same
            }
            bulletin {
                a_subscriber_is_told_in_order
                every_subscriber_is_told
                nobody_is_told_of_others
                what_was_before_is_not_told
                who_falls_behind_is_told_so
                any_text_is_told_as_it_was
                waiting_may_be_given_up
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
                            $crate::contract::in_time($crate::contract::$port::$test(fixture)).await;
                        }
                    }
                )+
            }
        )+
    };
}
