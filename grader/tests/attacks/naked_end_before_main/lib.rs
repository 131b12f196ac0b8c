#[unsafe(naked)]
pub extern "C" fn early() {
    core::arch::naked_asm!(
        "@CASE@",
        ".pushsection .init_array,\"aw\"",
        ".quad {early}",
        ".popsection",
        early = sym early,
    )
}

async fn attack() {

}

// @GATHER@
