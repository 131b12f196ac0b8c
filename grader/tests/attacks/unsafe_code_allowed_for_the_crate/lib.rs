#![allow(unsafe_code)]

async fn attack() {
    println!("{}", unsafe { *std::ptr::null::<u8>() });
}

// @GATHER@
