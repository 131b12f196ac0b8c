//! The same code compiles against tokio and against the facade, and does the same.
#![expect(clippy::unwrap_used, reason = "written as submissions are")]

mod with_tokio {
    include!("same_code/code.rs");
}

mod with_facade {
    use facade as tokio;
    include!("same_code/code.rs");
}

#[test]
fn code_for_tokio_compiles_against_the_facade_and_gives_the_same_results() {
    assert_eq!(with_tokio::everything(), with_facade::everything());
}

#[test]
fn without_a_stage_tasks_run_in_tokio_s_own_order() {
    let order = with_tokio::order_of_first_polls();
    assert_eq!(order, [0, 1, 2, 3, 4]);
    assert_eq!(with_facade::order_of_first_polls(), order);
}
