//! The fields of what a command prints, read from its JSON Schema.
use serde_json::{Map, Value};

/// A field of an object: `checks[].evidence[].line`.
pub(crate) struct Field {
    pub(crate) path: String,
    kind: String,
    meaning: String,
}

/// The fields as a table.
pub(crate) fn table(schema: &Value) -> String {
    let mut table = "| field | type | meaning |\n|---|---|---|\n".to_owned();
    for field in fields(schema) {
        table += &format!(
            "| `{}` | {} | {} |\n",
            field.path, field.kind, field.meaning
        );
    }
    table
}

/// Every field of every object that the schema describes, in the order of the code.
pub(crate) fn fields(schema: &Value) -> Vec<Field> {
    let mut fields = Vec::new();
    for form in schema["anyOf"].as_array().expect("two forms") {
        collect(schema, resolve(schema, form), "", &mut fields);
    }
    // Both forms have the version.
    let mut seen = std::collections::HashSet::new();
    fields.retain(|field| seen.insert(field.path.clone()));
    fields
}

fn collect(schema: &Value, object: &Value, prefix: &str, fields: &mut Vec<Field>) {
    let none = Map::new();
    let properties = object["properties"].as_object().unwrap_or(&none);
    // The schema lists the fields by name; `required` keeps the order of the code.
    let mut names: Vec<&String> = properties.keys().collect();
    let required: Vec<&str> = object["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    names.sort_by_key(|name| {
        required
            .iter()
            .position(|other| other == name)
            .unwrap_or(usize::MAX)
    });
    for name in names {
        let property = &properties[name];
        let is_list = property["type"] == "array";
        let inner = resolve(
            schema,
            if is_list {
                &property["items"]
            } else {
                property
            },
        );
        // An object that may be `null` has fields too.
        let inner = match inner["anyOf"].as_array() {
            Some(either) => resolve(schema, &either[0]),
            None => inner,
        };
        let path = format!("{prefix}{name}{}", if is_list { "[]" } else { "" });
        fields.push(Field {
            path: path.clone(),
            kind: kind(schema, property),
            meaning: one_line(&property["description"]),
        });
        collect(schema, inner, &format!("{path}."), fields);
    }
}

fn resolve<'a>(schema: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => resolve(
            schema,
            schema
                .pointer(reference.trim_start_matches('#'))
                .expect("what is named is there"),
        ),
        None => value,
    }
}

/// The type in words: `string or null`, `list of objects`, one of several names.
fn kind(schema: &Value, property: &Value) -> String {
    if let Some(either) = property["anyOf"].as_array() {
        return either
            .iter()
            .map(|one| kind(schema, one))
            .collect::<Vec<_>>()
            .join(" or ");
    }
    let value = resolve(schema, property);
    if let Some(names) = value["oneOf"].as_array() {
        let names: Vec<String> = names
            .iter()
            .filter_map(|one| Some(format!("`{}`", one["const"].as_str()?)))
            .collect();
        let has = |wanted: &str| names.iter().any(|name| name == wanted);
        return if has("`forgotten_await`") {
            "a name of [diagnoses.md](diagnoses.md)".to_owned()
        } else if has("`await_dropped`") {
            "a name of [mutants.md](mutants.md)".to_owned()
        } else if names.len() > 6 {
            "a name of the table below".to_owned()
        } else {
            names.join(", ")
        };
    }
    match &value["type"] {
        Value::String(name) if name == "array" => {
            format!("list of {}s", kind(schema, &value["items"]))
        }
        Value::String(name) => name.clone(),
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" or "),
        other => panic!("a type that the documents have no word for: {other}"),
    }
}

/// A description of the schema.
pub(crate) fn one_line(description: &Value) -> String {
    description.as_str().unwrap_or_default().replace('\n', " ")
}

/// True if an object has this field.
pub(crate) fn has(value: &Value, path: &str) -> bool {
    let Some((first, rest)) = path.split_once('.').or(Some((path, ""))) else {
        return true;
    };
    if first.is_empty() {
        return true;
    }
    let Some(inner) = value.get(first.trim_end_matches("[]")) else {
        return false;
    };
    match inner.as_array() {
        Some(list) if !rest.is_empty() => list.iter().any(|one| has(one, rest)),
        _ => has(inner, rest),
    }
}
