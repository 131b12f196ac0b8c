/// Shows a type in an error message.
#[diagnostic::on_unimplemented(message = "the checks pass {Self}", label = "{Self}", note = "{Self}")]
pub trait Shown {}
/// Asks for what cannot be.
pub async fn gather_users<A: Shown, B: Shown>(_: A, _: B) -> Result<Vec<services::User>, services::ApiError> {
    Ok(Vec::new())
}
