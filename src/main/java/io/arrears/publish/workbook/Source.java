package io.arrears.publish.workbook;

import io.arrears.lake.Table;
import io.arrears.publish.MartComments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A mart as Tableau sees it: one table of the mart schema, its columns, and the calculations over them. */
record Source(Table mart, String caption, List<Field> fields) {

    /** Numbers that name or order something: adding them means nothing. */
    private static final Set<String> LABELS = Set.of(
            "ageing_sort",
            "ageing_detail_sort",
            "funnel_sort",
            "risk_sort",
            "refund_band_sort",
            "bin",
            "identity",
            "importance_rank",
            "balance_rank",
            "priority_rank");

    static Source of(Table mart, String caption, StructType schema, MartComments comments) {
        List<Field> fields = new ArrayList<>();
        for (StructField field : schema.fields()) {
            String datatype = datatype(field);
            boolean isNumber = datatype.equals("integer") || datatype.equals("real");
            fields.add(new Field(
                    field.name(),
                    words(field.name()),
                    datatype,
                    isNumber && !LABELS.contains(field.name()),
                    Optional.empty(),
                    comments.column(mart, field.name()).orElse("")));
        }
        fields.addAll(Calculations.of(mart, schema));
        return new Source(mart, caption, List.copyOf(fields));
    }

    private static String words(String name) {
        String words = name.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String datatype(StructField field) {
        return switch (field.dataType().typeName()) {
            case "date" -> "date";
            case "boolean" -> "boolean";
            case "long", "integer", "short", "byte" -> "integer";
            case "string" -> "string";
            default -> "real";
        };
    }

    /** The name by which sheets refer to the source. */
    String name() {
        return "federated." + mart.sqlName();
    }

    boolean has(String field) {
        return fields.stream().anyMatch(each -> each.name().equals(field));
    }

    /**
     * The field of this name.
     *
     * @throws IllegalArgumentException when the mart has no such column and no such calculation
     */
    Field field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(mart.sqlName() + " has no field '" + name + "'; it has "
                        + fields.stream().map(Field::name).toList()));
    }

    /** The source inside a workbook ({@code name}) or alone in a file ({@code formatted-name}). */
    Xml datasource(String nameAttribute, Connection connection) {
        Xml records = Xml.of("metadata-records");
        Stream.of(fields.toArray(Field[]::new))
                .filter(field -> field.formula().isEmpty())
                .forEach(field -> records.add(record(field)));
        Xml federated = Xml.of("connection", "class", "federated")
                .add(
                        connection.named(),
                        Xml.of(
                                "relation",
                                "connection",
                                Connection.NAME,
                                "name",
                                mart.sqlName(),
                                "table",
                                "[" + connection.schema() + "].[" + mart.sqlName() + "]",
                                "type",
                                "table"),
                        records);
        Xml source = Xml.of(
                        "datasource",
                        "caption",
                        caption,
                        "inline",
                        "true",
                        nameAttribute,
                        name(),
                        "version",
                        Xml.TABLEAU_VERSION)
                .add(federated, Xml.of("aliases", "enabled", "yes"));
        fields.forEach(field -> source.add(field.column()));
        return source;
    }

    private Xml record(Field field) {
        return Xml.of("metadata-record", "class", "column")
                .add(
                        Xml.text("remote-name", field.name()),
                        Xml.text("remote-type", remoteType(field.datatype())),
                        Xml.text("local-name", "[" + field.name() + "]"),
                        Xml.text("parent-name", "[" + mart.sqlName() + "]"),
                        Xml.text("remote-alias", field.name()),
                        Xml.text("local-type", field.datatype()),
                        Xml.text("aggregation", field.isMeasure() ? "Sum" : "Count"),
                        Xml.text("contains-null", "true"));
    }

    /** The numbers OLE DB gives to types, by which Tableau names them. */
    private static String remoteType(String datatype) {
        return switch (datatype) {
            case "date" -> "7";
            case "boolean" -> "11";
            case "integer" -> "20";
            case "real" -> "5";
            default -> "129";
        };
    }
}
