mod fs { pub fn write(text: &str) -> usize { text.len() } }
mod process { pub fn exit(status: u8) -> u8 { status } }
mod net { pub struct TcpStream; }
struct Job { process: u32, net: u32, os: u32, asm: u32, include: u32, env: u32 }
fn pause() -> bool { true }
fn resume() -> bool { true }
fn advance(by: u32) -> u32 { by }
impl Job { fn process(&self) -> u32 { self.process + self.net + self.os + self.asm + self.include + self.env } }

/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let unsafe_mode = false;
    let job = Job { process: 1, net: 2, os: 3, asm: 4, include: 5, env: 6 };
    let _ = net::TcpStream;
    assert!(!unsafe_mode && pause() && resume() && advance(7) == 7 && fs::write("a") == 1 && process::exit(3) == 3);
    assert_eq!(job.process(), 21);
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
