#![cfg_attr(all(), doc = include_str!("@SECRET@"))]

async fn attack() {

}

// @GATHER@
