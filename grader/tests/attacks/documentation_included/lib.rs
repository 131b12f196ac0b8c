#[doc = include_str!("@SECRET@")]
struct Documented;

async fn attack() {
    let _ = Documented;
}

// @GATHER@
