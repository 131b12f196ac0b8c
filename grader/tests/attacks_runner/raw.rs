/// A system call. rustc lets this pass with `-F unsafe_code`.
#[unsafe(naked)]
#[allow(dead_code)]
pub extern "C" fn raw(number: usize, a: usize, b: usize, c: usize, d: usize, e: usize) -> isize {
    core::arch::naked_asm!(
        "mov rax, rdi",
        "mov rdi, rsi",
        "mov rsi, rdx",
        "mov rdx, rcx",
        "mov r10, r8",
        "mov r8, r9",
        "xor r9d, r9d",
        "syscall",
        "ret",
    )
}
/// The eight bytes at this address.
#[unsafe(naked)]
#[allow(dead_code)]
pub extern "C" fn peek(address: usize) -> usize {
    core::arch::naked_asm!("mov rax, [rdi]", "ret")
}
/// The address of what a reference points to.
#[allow(dead_code)]
fn at<T: ?Sized>(thing: &T) -> usize {
    (&raw const *thing).cast::<u8>() as usize
}
