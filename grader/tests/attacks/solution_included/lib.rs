include!("@SOLUTION@");
