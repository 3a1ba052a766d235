//! The two engines keep the same things: tables, columns, what may be missing, what must be unique.
//!
//! What they find words by is left out: SQLite has tables for it, PostgreSQL indexes. On SQLite those are
//! the tables named `…_words` and what belongs to them; that both find the same is tested in `search`.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::AnyConnection;

use super::database::{Database, fresh};

/// A table's columns with whether they may be missing, and the sets of columns that are unique.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    columns: BTreeMap<String, bool>,
    unique: BTreeSet<Vec<String>>,
}

type Schema = BTreeMap<String, Table>;

async fn rows<T>(connection: &mut AnyConnection, sql: &'static str) -> Vec<T>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::any::AnyRow> + Send + Unpin,
{
    sqlx::query_as(sql).fetch_all(connection).await.unwrap()
}

const SQLITE_COLUMNS: &str = "select cast(t.name as text), cast(c.name as text), cast(c.\"notnull\" as bigint), cast(c.pk as bigint) \
    from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like '\\_sqlx%' escape '\\' \
    and t.name not like '%\\_words%' escape '\\'";
const SQLITE_UNIQUE: &str = "select cast(t.name as text), cast(i.name as text), cast(c.name as text) from sqlite_schema t \
    join pragma_index_list(t.name) i join pragma_index_info(i.name) c where t.type = 'table' and i.\"unique\" = 1 and t.name not like '\\_sqlx%' escape '\\' \
    and t.name not like '%\\_words%' escape '\\' order by 1, 2, c.seqno";
const POSTGRES_COLUMNS: &str = "select cast(c.table_name as text), cast(c.column_name as text), \
    cast(case when c.is_nullable = 'NO' then 1 else 0 end as bigint), cast(0 as bigint) \
    from information_schema.columns c where c.table_schema = 'public' and c.table_name not like '\\_sqlx%'";
const POSTGRES_UNIQUE: &str = "select cast(t.relname as text), cast(i.relname as text), cast(a.attname as text) from pg_index x \
    join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = t.relnamespace \
    join lateral unnest(x.indkey) with ordinality as k(attnum, place) on true join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum \
    where x.indisunique and n.nspname = 'public' and t.relname not like '\\_sqlx%' order by 1, 2, k.place";

async fn schema(database: &Database) -> Schema {
    database.store().await.close().await;
    let mut connection = database.connection().await;
    let (columns, unique) = if database.is_sqlite() {
        (SQLITE_COLUMNS, SQLITE_UNIQUE)
    } else {
        (POSTGRES_COLUMNS, POSTGRES_UNIQUE)
    };
    let mut schema = Schema::new();
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column, required, key) in
        rows::<(String, String, i64, i64)>(&mut connection, columns).await
    {
        if key > 0 {
            keys.entry(table.clone()).or_default().push(column.clone());
        }
        schema
            .entry(table)
            .or_default()
            .columns
            .insert(column, required == 0 && key == 0);
    }
    let mut indexes: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (table, index, column) in rows::<(String, String, String)>(&mut connection, unique).await {
        indexes.entry((table, index)).or_default().push(column);
    }
    for ((table, _), columns) in indexes {
        schema.entry(table).or_default().unique.insert(columns);
    }
    // SQLite has no index for a key that is the row's own number.
    for (table, key) in keys {
        schema.entry(table).or_default().unique.insert(key);
    }
    schema
}

#[tokio::test]
async fn both_engines_keep_the_same_tables() {
    let mut schemas = Vec::new();
    for database in fresh().await {
        schemas.push(schema(&database).await);
    }
    let sqlite = &schemas[0];
    assert!(sqlite.len() >= 14, "{:?}", sqlite.keys());
    assert!(
        sqlite["messages"]
            .unique
            .contains(&vec!["conversation_id".to_owned(), "client_id".to_owned()])
    );
    assert!(sqlite["messages"].columns["client_id"], "it may be missing");
    assert!(!sqlite["messages"].columns["body"], "it may not be missing");
    for other in &schemas[1..] {
        let names = |schema: &Schema| schema.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(sqlite), names(other));
        for (name, table) in sqlite {
            assert_eq!(table, &other[name], "{name}");
        }
    }
}

/// Opening twice migrates once, and a database of another kind is refused in words.
#[tokio::test]
async fn a_database_is_opened_again_and_an_unsuitable_one_is_refused() {
    for database in fresh().await {
        let first = database.store().await;
        assert!(first.is_ready().await);
        first.close().await;
        assert!(database.store().await.is_ready().await);
    }
    for url in [
        "sqlite::memory:",
        "sqlite://:memory:",
        "mysql://localhost/handoff",
        "handoff.db",
    ] {
        let Err(error) = handoff::store::Store::open(url).await else {
            panic!("{url} was opened")
        };
        assert!(error.to_string().contains("sqlite://"), "{error}");
    }
}
