#[unsafe(naked)]
pub extern "C" fn mine() {
    core::arch::naked_asm!("ret", ".globl @CASE@", "@CASE@:", "mov eax, edx", "ret")
}

async fn attack() {
    mine();
}

// @GATHER@
