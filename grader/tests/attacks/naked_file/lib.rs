#[unsafe(naked)]
pub extern "C" fn stolen() -> usize {
    core::arch::naked_asm!("lea rax, [rip + 2f]", "ret", "2:", "@CASE@ \"@SECRET@\"")
}
// @RAW@
async fn attack() {
    let text: Vec<u8> = (0..6).flat_map(|n| peek(stolen() + 8 * n).to_le_bytes()).collect();
    println!("{}", String::from_utf8_lossy(&text));
}

// @GATHER@
