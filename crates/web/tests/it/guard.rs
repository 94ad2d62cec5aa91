//! Headers, the form token and sizes, from the outside.

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};

use crate::ask::{app, app_of, ask, bare_desk, form, get_page, set, shell, token};

#[tokio::test]
async fn a_form_with_the_token_of_its_cookie_reaches_its_handler() {
    let app = app(shell()).await;
    let token = token(&app).await;
    let answer = ask(&app, form("/echo", Some(&token), Some(&token))).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "hello"));
}

#[tokio::test]
async fn a_form_without_the_token_is_refused_with_a_page_that_says_what_to_do() {
    let app = app(shell()).await;
    let token = token(&app).await;
    let other = "0".repeat(64);
    for (sent, cookie) in [(None, Some(&token)), (Some(&token), None), (Some(&other), Some(&token))] {
        let answer = ask(&app, form("/echo", sent.map(String::as_str), cookie.map(String::as_str))).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.text.contains("Open the form again") && answer.text.contains("Nothing was saved"), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused_even_with_the_token() {
    let app = app(shell()).await;
    let token = token(&app).await;
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://elsewhere.example"), ("origin", "null")]
    {
        let mut request = form("/echo", Some(&token), Some(&token));
        request.headers_mut().insert(name, HeaderValue::from_static(value));
        assert_eq!(ask(&app, request).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let mut request = form("/echo", Some(&token), Some(&token));
    request.headers_mut().insert("origin", HeaderValue::from_static("http://127.0.0.1:7400"));
    assert_eq!(ask(&app, request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers_and_no_page_has_script_or_style_of_its_own() {
    let app = app(shell()).await;
    for path in ["/nowhere", "/library/components", "/health", "/panic"] {
        let answer = get_page(&app, path).await;
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert!(!answer.text.contains(" style=") && !answer.text.contains("<style"), "{path}");
        for script in answer.text.split("<script").skip(1) {
            assert!(script.contains("src=") && script.contains("></script>"), "{path}: {}", &script[..script.len().min(80)]);
        }
    }
}

#[tokio::test]
async fn cookies_are_out_of_reach_of_script_and_host_bound_over_https() {
    let plain = get_page(&app(shell()).await, "/nowhere").await;
    let cookie = plain.headers[header::SET_COOKIE].to_str().unwrap().to_string();
    assert!(cookie.starts_with("ww-form=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let mut shell = shell();
    shell.https = true;
    let safe = get_page(&app(shell).await, "/nowhere").await;
    let cookie = safe.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-ww-form=") && cookie.contains("; Secure") && cookie.contains("Path=/;"), "{cookie}");
    assert!(safe.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn what_is_too_large_is_refused_with_the_limit() {
    let desk = bare_desk(true).await;
    set(&desk, "upload.largest", 3 * 1024 * 1024).await;
    let app = app_of(desk, shell());
    let token = token(&app).await;
    let send = |size: usize, say_length: bool| {
        let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n").into_bytes();
        body.extend_from_slice(b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\x\\a.csv\"\r\n\r\n");
        body.resize(body.len() + size, b'1');
        body.extend_from_slice(b"\r\n--b--\r\n");
        let mut request = Request::post("/size")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .header(header::COOKIE, format!("ww-form={token}"));
        if say_length {
            request = request.header(header::CONTENT_LENGTH, body.len());
        }
        request.body(Body::from(body)).unwrap()
    };
    let fits = ask(&app, send(3 * 1024 * 1024, true)).await;
    assert_eq!((fits.status, fits.text.as_str()), (StatusCode::OK, "3145728"));
    for say_length in [true, false] {
        let answer = ask(&app, send(5 * 1024 * 1024, say_length)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "length said: {say_length}");
        assert!(answer.text.contains("larger than 3 MB") && answer.text.contains("Nothing was kept"), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_panic_becomes_a_plain_page() {
    let answer = get_page(&app(shell()).await, "/panic").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.text.contains("Sorry, something went wrong") && !answer.text.contains("on purpose"));
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_method_are_pages_with_a_way_on() {
    let app = app(shell()).await;
    let answer = get_page(&app, "/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains("Page not found") && answer.text.contains("Go to My cases"));
    assert!(answer.text.contains("Northvale is invented") && answer.text.contains("Saturday 21 November 2026 at 9:14am"));
    let answer = get_page(&app, "/echo").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.text.contains("We could not read that") && answer.headers.contains_key(header::ALLOW));
}

#[tokio::test]
async fn a_zero_byte_in_a_field_is_refused_by_name() {
    let app = app(shell()).await;
    let token = token(&app).await;
    let mut request = form("/echo", None, Some(&token));
    let body = format!("word=a%00b&form_token={token}");
    request.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    *request.body_mut() = Body::from(body);
    let answer = ask(&app, request).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("The field “word” holds a character that is not text"), "{}", answer.text);
}

#[tokio::test]
async fn an_asset_is_kept_for_a_year_and_sets_no_cookie() {
    let answer = get_page(&app(shell()).await, &web::assets::address("wherewithal.css")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert!(!answer.headers.contains_key(header::SET_COOKIE));
}
