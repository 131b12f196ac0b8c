#[panic_handler]
fn handle(_: &std::panic::PanicInfo<'_>) -> ! { loop {} }

async fn attack() {

}

// @GATHER@
