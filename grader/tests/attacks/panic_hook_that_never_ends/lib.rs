async fn attack() {
    std::panic::set_hook(Box::new(|_| loop { std::hint::spin_loop(); }));
    panic!("stays");
}

// @GATHER@
