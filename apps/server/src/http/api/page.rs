//! The same document for people: one page, without a script.

use std::fmt::Write;

use serde_json::Value;

use super::operation::Operation;

const STYLE: &str = "/docs/style.css";

/// The stylesheet of the page.
pub const STYLESHEET: &str = include_str!("docs.css");

/// The page of these operations.
pub fn render(operations: &[Operation], document: &Value) -> String {
    let mut page = String::with_capacity(64 * 1024);
    // Writing to a string does not fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>API · Frontdesk</title>\n<link rel=\"stylesheet\" href=\"{STYLE}\">\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#operations\">Skip to the operations</a>\n\
         <header><h1>Frontdesk API</h1>\n<p>{}</p>\n\
         <p>Programs read <a href=\"/openapi.json\"><code>/openapi.json</code></a>.</p></header>\n",
        escaped(document.pointer("/info/description").and_then(Value::as_str).unwrap_or_default())
    );
    contents(&mut page, operations);
    let _ = writeln!(page, "<main id=\"operations\">");
    let mut last = "";
    for operation in operations {
        let area = area(operation.path);
        if area != last {
            let _ = writeln!(page, "<h2 id=\"{area}\">{area}</h2>");
            last = area;
        }
        section(&mut page, operation, document);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn contents(page: &mut String, operations: &[Operation]) {
    page.push_str("<nav aria-label=\"Areas\"><ul>\n");
    let mut last = "";
    for operation in operations {
        let area = area(operation.path);
        if area != last {
            let _ = writeln!(page, "<li><a href=\"#{area}\">{area}</a></li>");
            last = area;
        }
    }
    page.push_str("</ul></nav>\n");
}

fn area(path: &str) -> &str {
    path.trim_start_matches("/v1/").split('/').next().unwrap_or(path)
}

fn section(page: &mut String, operation: &Operation, document: &Value) {
    let method = operation.method.as_str();
    let _ = write!(
        page,
        "<section id=\"{}\">\n<h3><code class=\"{method}\">{method}</code> <code>{}</code></h3>\n\
         <p>{}</p>\n<p class=\"who\">{}</p>\n",
        operation.name,
        escaped(operation.path),
        escaped(operation.say),
        escaped(&operation.door.say()).replace('`', "")
    );
    let described = document
        .pointer("/paths")
        .and_then(|paths| paths.get(operation.path))
        .and_then(|path| path.get(method.to_ascii_lowercase()));
    if let Some(described) = described {
        parameters(page, described);
        body(
            page,
            "Takes",
            described.pointer("/requestBody/content/application~1json/schema"),
            document,
        );
        let status = operation.status.as_str();
        let answer = format!("/responses/{status}/content/application~1json/schema");
        body(page, "Gives", described.pointer(&answer), document);
    }
    page.push_str("</section>\n");
}

fn parameters(page: &mut String, described: &Value) {
    let all = described.get("parameters").and_then(Value::as_array);
    let Some(all) = all.filter(|all| !all.is_empty()) else { return };
    page.push_str("<table><caption>Parameters</caption><tbody>\n");
    for parameter in all {
        let text = |name: &str| parameter.get(name).and_then(Value::as_str).unwrap_or_default();
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td></tr>",
            escaped(text("name")),
            escaped(text("in")),
            escaped(text("description"))
        );
    }
    page.push_str("</tbody></table>\n");
}

/// The fields of a body, one line each.
fn body(page: &mut String, title: &str, schema: Option<&Value>, document: &Value) {
    let Some(schema) = schema.map(|schema| resolved(schema, document)) else { return };
    let Some(fields) = schema.get("properties").and_then(Value::as_object) else { return };
    let needed = schema.get("required").and_then(Value::as_array);
    let _ = writeln!(page, "<table><caption>{title}</caption><tbody>");
    for (name, field) in fields {
        let must = needed.is_some_and(|needed| needed.iter().any(|it| it == name.as_str()));
        let say = field.get("description").or_else(|| resolved(field, document).get("description"));
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}{}</td><td>{}</td></tr>",
            escaped(name),
            escaped(&kind(field, document)),
            if must { "" } else { ", may be left out" },
            escaped(say.and_then(Value::as_str).unwrap_or_default())
        );
    }
    page.push_str("</tbody></table>\n");
}

fn resolved<'a>(schema: &'a Value, document: &'a Value) -> &'a Value {
    let reference = schema.get("$ref").and_then(Value::as_str);
    let target = reference.and_then(|text| document.pointer(text.trim_start_matches('#')));
    target.unwrap_or(schema)
}

fn kind(field: &Value, document: &Value) -> String {
    let field = resolved(field, document);
    if let Some(choices) = field.get("enum").and_then(Value::as_array) {
        let choices: Vec<String> = choices.iter().map(Value::to_string).collect();
        return choices.join(" or ");
    }
    match field.get("type") {
        Some(Value::String(kind)) if kind == "array" => {
            let items = field.get("items").map(|items| kind_of_items(items, document));
            format!("list of {}", items.unwrap_or_default())
        }
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
            kinds.join(" or ")
        }
        _ => field.get("title").and_then(Value::as_str).unwrap_or("see the document").to_owned(),
    }
}

fn kind_of_items(items: &Value, document: &Value) -> String {
    let title = resolved(items, document).get("title").and_then(Value::as_str);
    title.map_or_else(|| kind(items, document), str::to_owned)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
