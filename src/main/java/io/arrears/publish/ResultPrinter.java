package io.arrears.publish;

import io.arrears.terms.CsvCell;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Prints the rows of a query: a table for people, CSV for spreadsheets and pipes, JSON for programs. */
public final class ResultPrinter {

    /** How rows are printed. */
    public enum Format {
        TABLE,
        CSV,
        JSON;

        /**
         * The format of this name.
         *
         * @throws IllegalArgumentException when there is none; the message lists them
         */
        public static Format parse(String name) {
            return Arrays.stream(values())
                    .filter(format -> format.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("--format " + name + ": expected table, csv or json"));
        }
    }

    /** The most rows of a printed table, which must hold them all to know its widths. */
    private static final int TABLE_ROWS = 1000;
    /** Digits behind the point of money in marts. */
    private static final int MOST_DIGITS = 3;

    private ResultPrinter() {}

    public static void print(Dataset<Row> rows, Format format, PrintStream out) {
        switch (format) {
            case TABLE -> table(rows, out);
            case CSV -> csv(rows, out);
            case JSON -> json(rows, out);
        }
        out.flush();
    }

    private static void table(Dataset<Row> rows, PrintStream out) {
        StructType schema = rows.schema();
        List<Row> shown = asText(rows).takeAsList(TABLE_ROWS + 1);
        boolean more = shown.size() > TABLE_ROWS;
        List<Row> lines = more ? shown.subList(0, TABLE_ROWS) : shown;
        int[] widths = IntStream.range(0, schema.size())
                .map(i -> Math.max(
                        schema.fields()[i].name().length(),
                        lines.stream()
                                .mapToInt(row -> visible(row, i).length())
                                .max()
                                .orElse(0)))
                .toArray();
        out.println(line(Arrays.asList(schema.fieldNames()), schema, widths));
        out.println(String.join("  ", IntStream.of(widths).mapToObj("-"::repeat).toList()));
        lines.forEach(row -> out.println(line(
                IntStream.range(0, schema.size()).mapToObj(i -> visible(row, i)).toList(), schema, widths)));
        out.println(
                more
                        ? "the first " + TABLE_ROWS + " rows; --format csv prints all"
                        : lines.size() + (lines.size() == 1 ? " row" : " rows"));
    }

    /** Null is printed as a word; characters that would break the line or move the cursor are shown as blanks. */
    private static String visible(Row row, int i) {
        return row.isNullAt(i) ? "NULL" : row.getString(i).replaceAll("\\p{Cntrl}", " ");
    }

    private static String line(List<String> values, StructType schema, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - values.get(i).length());
            cells.add(schema.fields()[i].dataType() instanceof NumericType ? gap + values.get(i) : values.get(i) + gap);
        }
        return String.join("  ", cells).stripTrailing();
    }

    private static void csv(Dataset<Row> rows, PrintStream out) {
        StructField[] fields = rows.schema().fields();
        out.print(String.join(
                        ",",
                        Arrays.stream(fields)
                                .map(field -> CsvCell.text(field.name()))
                                .toList()) + "\n");
        Iterator<Row> lines = asText(rows).toLocalIterator();
        while (lines.hasNext()) {
            Row row = lines.next();
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < fields.length; i++) {
                cells.add(csvCell(row, i, fields[i]));
            }
            out.print(String.join(",", cells) + "\n");
        }
    }

    private static String csvCell(Row row, int i, StructField field) {
        if (row.isNullAt(i)) {
            return "";
        }
        String value = row.getString(i);
        return field.dataType() instanceof NumericType ? value : CsvCell.text(value);
    }

    /** An array with one object per row and line; nulls are written. */
    private static void json(Dataset<Row> rows, PrintStream out) {
        Column object = functions.to_json(functions.struct(functions.col("*")), Map.of("ignoreNullFields", "false"));
        Iterator<Row> lines = rows.select(object).toLocalIterator();
        out.print("[");
        while (lines.hasNext()) {
            out.print("\n" + lines.next().getString(0) + (lines.hasNext() ? "," : "\n"));
        }
        out.print("]\n");
    }

    private static Dataset<Row> asText(Dataset<Row> rows) {
        // Two columns of a result may have the same name: the position identifies them.
        String[] positions =
                IntStream.range(0, rows.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new);
        return rows.toDF(positions)
                .select(IntStream.range(0, positions.length)
                        .mapToObj(i -> text(positions[i], rows.schema().fields()[i]))
                        .toArray(Column[]::new));
    }

    /** Marts hold three digits for the currencies that have them; of others the third is not shown. */
    private static Column text(String name, StructField field) {
        Column text = functions.col(name).cast(DataTypes.StringType);
        boolean isMoney = field.dataType() instanceof DecimalType decimal && decimal.scale() == MOST_DIGITS;
        return isMoney ? functions.regexp_replace(text, "(\\.\\d\\d)0$", "$1") : text;
    }
}
