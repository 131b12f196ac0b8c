async fn attack() {
    println!("::error file=checks.rs::hidden\n::set-output name=score::100\n::add-mask::x");
    println!("##vso[task.complete result=Succeeded;]\n##teamcity[testFinished name='all']");
    eprintln!(r#"{{"passed":true}}"#);
}

// @GATHER@
