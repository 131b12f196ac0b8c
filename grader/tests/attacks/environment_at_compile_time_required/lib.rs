async fn attack() {
    println!("{}", env!("GRADER_ATTACK_SECRET"));
}

// @GATHER@
