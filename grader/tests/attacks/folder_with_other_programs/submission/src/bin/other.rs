fn main() { std::fs::write("@CANARY@", "reached").expect("the canary"); }
