// @RAW@
async fn attack() {
    let parent = usize::try_from(raw(110, 0, 0, 0, 0, 0)).expect("a number");
    let pair = [0_i32; 2];
    raw(53, 1, 1, 0, at(&pair), 0);
    let socket = usize::try_from(std::hint::black_box(pair)[0]).expect("a number");
    raw(72, socket, 8, parent, 0, 0);
    raw(72, socket, 10, 23, 0, 0);
}

// @GATHER@
