//! Just enough HTTP/1.1 to ask our own pages on this machine: one connection, kept open. Never another machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, bail};

pub struct Connection {
    stream: BufReader<TcpStream>,
    address: String,
}

pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What a browser would send back: names and values of the cookies that were set.
    pub fn cookies(&self) -> Vec<(String, String)> {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        set.filter_map(|(_, line)| line.split(';').next()?.split_once('='))
            .map(|(name, value)| (name.trim().into(), value.trim().into()))
            .collect()
    }
}

impl Connection {
    /// Refused for any address but this machine's own.
    pub fn to(address: &str) -> anyhow::Result<Connection> {
        if !address.starts_with("127.0.0.1:") {
            bail!("{address} is not this machine");
        }
        let stream = TcpStream::connect(address).with_context(|| format!("nobody answers at {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Connection { stream: BufReader::with_capacity(64 << 10, stream), address: address.to_owned() })
    }

    pub fn get(&mut self, path: &str, cookie: &str) -> anyhow::Result<Answer> {
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", self.address);
        self.stream.get_mut().write_all(head.as_bytes())?;
        self.answer()
    }

    /// A form, as a browser sends it.
    pub fn post(&mut self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let escaped = |text: &str| {
            let letter = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
            text.bytes().map(letter).collect::<String>()
        };
        let body = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        self.stream.get_mut().write_all(head.as_bytes())?;
        self.answer()
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the connection was closed");
        }
        Ok(line.trim_end().to_owned())
    }

    fn answer(&mut self) -> anyhow::Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok()).with_context(|| format!("no answer: {first}"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let header = |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let mut body = Vec::new();
        if header("transfer-encoding") == Some("chunked") {
            loop {
                let size = usize::from_str_radix(self.line()?.trim(), 16)?;
                let mut chunk = vec![0; size];
                self.stream.read_exact(&mut chunk)?;
                self.line()?;
                if size == 0 {
                    break;
                }
                body.extend(chunk);
            }
        } else if let Some(length) = header("content-length") {
            body = vec![0; length.parse()?];
            self.stream.read_exact(&mut body)?;
        }
        Ok(Answer { status, headers, body })
    }
}
