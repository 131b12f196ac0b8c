struct Bomb;
impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("the bomb")
    }
}
async fn attack() {
    std::panic::panic_any(Bomb);
}

// @GATHER@
