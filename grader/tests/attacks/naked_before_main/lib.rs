#[unsafe(naked)]
pub extern "C" fn early() {
    core::arch::naked_asm!(
        "mov edi, @CASE@",
        "mov eax, 231",
        "syscall",
        ".pushsection .init_array,\"aw\"",
        ".quad {early}",
        ".popsection",
        early = sym early,
    )
}

async fn attack() {

}

// @GATHER@
