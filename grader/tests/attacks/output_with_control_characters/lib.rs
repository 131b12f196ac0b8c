async fn attack() {
    println!("\u{1b}[2J\u{1b}]0;title\u{7}\u{202e}\r\u{0}");
    panic!("\u{1b}[2J\u{1b}]52;c;ZXZpbA==\u{7} \u{202e}gone\u{9b}31m");
}

// @GATHER@
