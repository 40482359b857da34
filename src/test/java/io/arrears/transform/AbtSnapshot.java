package io.arrears.transform;

import io.arrears.lake.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of both ABTs on the driver, by company where several were built side by side ("name~" before every key). */
record AbtSnapshot(Map<String, List<Row>> invoices, Map<String, List<Row>> claims) {

    private static final Pattern COMPANY = Pattern.compile("([a-z0-9]+)~");

    static AbtSnapshot of(Map<Table, Dataset<Row>> built) {
        return new AbtSnapshot(byCompany(built.get(Table.ABT_INVOICES)), byCompany(built.get(Table.ABT_CLAIMS)));
    }

    private static Map<String, List<Row>> byCompany(Dataset<Row> rows) {
        Map<String, List<Row>> companies = new TreeMap<>();
        for (Row row : rows.collectAsList()) {
            Matcher name = COMPANY.matcher(row.<String>getAs("entity_id"));
            companies
                    .computeIfAbsent(name.find() ? name.group(1) : "", key -> new ArrayList<>())
                    .add(row);
        }
        return companies;
    }

    /** All rows of a company as sorted text, without its name. */
    List<String> text(String company) {
        List<String> text = new ArrayList<>();
        for (Map<String, List<Row>> task : List.of(invoices, claims)) {
            task.getOrDefault(company, List.of())
                    .forEach(row -> text.add(row.mkString("|").replace(company + "~", "")));
        }
        Collections.sort(text);
        return text;
    }

    /** Rows by "observation date entity", each a map of the columns that are not null. */
    static Map<String, Map<String, Object>> keyed(List<Row> rows, String company) {
        Map<String, Map<String, Object>> keyed = new TreeMap<>();
        for (Row row : rows) {
            Map<String, Object> values = new TreeMap<>();
            for (String column : row.schema().fieldNames()) {
                Object value = row.getAs(column);
                if (value != null) {
                    values.put(column, plain(value, company));
                }
            }
            keyed.put(values.get("observation_date") + " " + values.get("entity_id"), values);
        }
        return keyed;
    }

    /** Numbers compare by value and exactly: longs as ints, decimals without trailing zeros, doubles bit by bit. */
    static Object plain(Object value, String company) {
        if (value instanceof java.sql.Date day) {
            return day.toLocalDate();
        }
        if (value instanceof BigDecimal money) {
            return money.stripTrailingZeros().toPlainString();
        }
        return value instanceof Long number
                ? Math.toIntExact(number)
                : value instanceof String text ? text.replace(company + "~", "") : value;
    }
}
