fn deep(left: u32) -> u64 {
    let room = std::hint::black_box([u64::from(left); 1 << 16]);
    if left == 0 { 0 } else { deep(left - 1) + room[9] }
}
async fn attack() {
    let mut threads = Vec::new();
    for _ in 0..12 {
        let thread = std::thread::Builder::new().stack_size(600 << 20).spawn(|| {
            deep(200);
            std::thread::park();
        });
        threads.push(thread.expect("a thread"));
    }
}

// @GATHER@
