//! How many points a vector tile tells of: a reader of protocol buffers, as far as that needs one.

/// A field: its number, and its bytes if it has some.
struct Field<'a> {
    number: u64,
    bytes: &'a [u8],
    value: u64,
}

/// The points in all layers; a feature with `point_count` stands for so many.
pub(crate) fn points(tile: &[u8]) -> usize {
    fields(tile)
        .filter(|field| field.number == 3)
        .map(|layer| in_layer(layer.bytes))
        .sum()
}

fn in_layer(layer: &[u8]) -> usize {
    let of = |number| fields(layer).filter(move |field| field.number == number);
    let key = of(3).position(|key| key.bytes == b"point_count");
    let values: Vec<u64> = of(4)
        .map(|value| fields(value.bytes).next().map_or(0, |value| value.value))
        .collect();
    of(2)
        .map(|feature| {
            let tags = fields(feature.bytes).find(|field| field.number == 2);
            let tags = numbers(tags.map_or(&[], |field| field.bytes));
            let count = tags.chunks(2).find(|pair| Some(at(pair[0])) == key);
            count.map_or(1, |pair| at(values[at(pair[1])]))
        })
        .sum()
}

fn at(number: u64) -> usize {
    usize::try_from(number).unwrap()
}

fn numbers(mut bytes: &[u8]) -> Vec<u64> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        all.push(number(&mut bytes));
    }
    all
}

fn fields(mut bytes: &[u8]) -> impl Iterator<Item = Field<'_>> {
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let tag = number(&mut bytes);
        let mut field = Field {
            number: tag >> 3,
            bytes: &[],
            value: 0,
        };
        let length = match tag & 7 {
            0 => {
                field.value = number(&mut bytes);
                return Some(field);
            }
            1 => 8,
            5 => 4,
            _ => at(number(&mut bytes)),
        };
        (field.bytes, bytes) = bytes.split_at(length);
        Some(field)
    })
}

/// Seven bits in each byte, the lowest first.
fn number(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            break;
        }
    }
    number
}
