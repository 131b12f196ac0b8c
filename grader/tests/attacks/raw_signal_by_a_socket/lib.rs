// @RAW@
async fn attack() {
    let parent = usize::try_from(raw(110, 0, 0, 0, 0, 0)).expect("a number");
    let pair = [0_i32; 2];
    raw(53, 1, 1, 0, at(&pair), 0);
    let socket = usize::try_from(std::hint::black_box(pair)[0]).expect("a number");
    let kind = [1_i32, i32::try_from(parent).expect("a number")];
    @CASE@
    println!("{kind:?}");
}

// @GATHER@
