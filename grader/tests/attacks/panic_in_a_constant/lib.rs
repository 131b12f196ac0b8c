const NEVER: () = panic!("{}", "while it is compiled");

async fn attack() {
    let () = NEVER;
}

// @GATHER@
