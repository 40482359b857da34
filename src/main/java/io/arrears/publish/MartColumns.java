package io.arrears.publish;

import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.postgres.SqlName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of one mart in PostgreSQL's words: names in the mart's order, types, primary key. */
record MartColumns(Table mart, StructType schema) {

    List<String> names() {
        return List.of(schema.fieldNames());
    }

    /** {@code "as_of_date", "run_id", …}. */
    String list() {
        return names().stream().map(SqlName::quoted).collect(Collectors.joining(", "));
    }

    /** Each column as the text that PostgreSQL reads. */
    Column[] asText() {
        return names().stream()
                .map(name -> functions.col(quotedForSpark(name)).cast(DataTypes.StringType))
                .toArray(Column[]::new);
    }

    String create(String table) {
        List<String> lines = new ArrayList<>();
        for (StructField field : schema.fields()) {
            lines.add(SqlName.quoted(field.name()) + " " + type(field));
        }
        lines.add("primary key (" + key().stream().map(SqlName::quoted).collect(Collectors.joining(", ")) + ")");
        return "create table " + table + " (" + String.join(", ", lines) + ")";
    }

    /** The same columns without key, unlogged: the rows pass through and the table goes. */
    String createSide(String table) {
        return "create unlogged table " + table + " ("
                + Arrays.stream(schema.fields())
                        .map(field -> SqlName.quoted(field.name()) + " " + type(field))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** Adds the columns that the table does not have, at its end. */
    List<String> add(String table, Set<String> existing) {
        return Arrays.stream(schema.fields())
                .filter(field -> !existing.contains(field.name()))
                .map(field ->
                        "alter table " + table + " add column " + SqlName.quoted(field.name()) + " " + type(field))
                .toList();
    }

    private List<String> key() {
        List<String> key = new ArrayList<>(List.of(Lake.AS_OF));
        key.addAll(mart.key());
        return key;
    }

    private String type(StructField field) {
        DataType type = field.dataType();
        if (type instanceof DecimalType decimal) {
            return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        return switch (type.typeName()) {
            case "date" -> "date";
            case "string" -> "text";
            case "double", "float" -> "double precision";
            case "long" -> "bigint";
            case "integer", "short", "byte" -> "integer";
            case "boolean" -> "boolean";
            case "timestamp" -> "timestamptz";
            default ->
                throw new IllegalStateException(mart.sqlName() + "." + field.name() + " is " + type.sql()
                        + ": a mart has flat columns only (date, text, numbers, boolean, timestamp)");
        };
    }

    private static String quotedForSpark(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
