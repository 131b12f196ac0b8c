static UNIT: &&() = &&();

fn longer<'a, 'b, T>(_: &'a &'b (), value: &'b mut T) -> &'a mut T {
    value
}

fn for_ever<'a, 'b, T>(value: &'a mut T) -> &'b mut T {
    let longer: for<'x> fn(_, &'x mut T) -> &'b mut T = longer;
    longer(UNIT, value)
}

enum Either<A, B> {
    First(#[allow(dead_code)] Option<Box<A>>),
    Second(Option<Box<B>>),
}

#[inline(never)]
fn turned<A, B>(either: &mut Either<A, B>, value: A) -> Option<B> {
    let Either::Second(second) = either else {
        return None;
    };
    let second = for_ever(second);
    *either = Either::First(Some(Box::new(value)));
    std::hint::black_box(either);
    second.take().map(|turned| *turned)
}

async fn attack() {
    let mut either = Either::<usize, &'static u64>::Second(None);
    let anywhere = turned(std::hint::black_box(&mut either), 0x5000);
    println!("{anywhere:?}");
}

// @GATHER@
