struct Twice;
impl Drop for Twice {
    fn drop(&mut self) {
        panic!("again")
    }
}
async fn attack() {
    @CASE@
}

// @GATHER@
