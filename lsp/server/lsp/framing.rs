//! Messages on a stream, for clients of our own: the demo and the tests. The server's own stream is the framework's.

use std::io::{self, BufRead, Write};

use serde_json::Value;

/// Writes one message.
pub fn write(stream: &mut impl Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(stream, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    stream.flush()
}

/// Reads one message; `None` at the end of the stream.
pub fn read(stream: &mut impl BufRead) -> io::Result<Option<Value>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_end() {
            "" => break,
            header => {
                if let Some((name, value)) = header.split_once(':')
                    && name.eq_ignore_ascii_case("content-length")
                {
                    length = value.trim().parse().ok();
                }
            }
        }
    }
    let length = length.ok_or_else(|| io::Error::other("a message without a length"))?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn messages_round_trip() {
        let mut stream = Vec::new();
        let messages = [json!({ "id": 1 }), json!({ "text": "ф" })];
        messages.iter().for_each(|message| write(&mut stream, message).unwrap());
        let mut stream = stream.as_slice();
        for message in messages {
            assert_eq!(read(&mut stream).unwrap(), Some(message));
        }
        assert_eq!(read(&mut stream).unwrap(), None);
    }

    #[test]
    fn a_message_without_a_length_is_an_error() {
        assert!(read(&mut &b"X: 1\r\n\r\n{}"[..]).is_err());
    }
}
