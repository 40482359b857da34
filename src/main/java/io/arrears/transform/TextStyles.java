package io.arrears.transform;

import io.arrears.config.Settings;
import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import io.arrears.terms.DayOrder;
import io.arrears.terms.DayText;
import io.arrears.terms.NumberStyle;
import io.arrears.terms.NumberText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How the text columns of one source table write days and numbers: the order of day and month over all of them, the
 * decimal sign by column. One look at the raw rows finds both; there is none where the source has types of its own.
 */
final class TextStyles {

    private static final String SAID = "said_of_";

    private final SourceTable table;
    private final Dataset<Row> raw;
    private final Settings.Mapping mapping;
    private final List<String> days;
    private final List<String> numbers;
    private final List<String> problems = new ArrayList<>();
    private Optional<String> dayOrder = Optional.empty();
    /** By themselves, numbers that are open are read with a point. */
    private final List<String> withComma = new ArrayList<>();

    /**
     * Judges the columns.
     *
     * @param text the columns whose type leaves their values open; a number or a day of the source's own has one
     *     reading
     */
    TextStyles(SourceTable table, Dataset<Row> raw, Set<String> text, Settings.Mapping mapping) {
        this.table = table;
        this.raw = raw;
        this.mapping = mapping;
        this.days = table.columns(SourceColumn.Kind.DAY).stream()
                .filter(text::contains)
                .toList();
        this.numbers = table.columns(SourceColumn.Kind.NUMBER).stream()
                .filter(text::contains)
                .toList();
        judge();
    }

    SourceTable table() {
        return table;
    }

    /** The rows as the source wrote them. */
    Dataset<Row> raw() {
        return raw;
    }

    /** One line for the days, and one for each column of numbers, that nothing settles; none when all are settled. */
    List<String> problems() {
        return problems;
    }

    /** The rows with what had two meanings written in the form that has the one of its table. */
    Dataset<Row> settled(Dataset<Row> rows) {
        Dataset<Row> settled = rows;
        if (dayOrder.isPresent()) {
            for (String column : days) {
                settled = settled.withColumn(column, term("year_first", column, dayOrder.get()));
            }
        }
        for (String column : withComma) {
            settled = settled.withColumn(column, term("settled_number", column, NumberStyle.COMMA));
        }
        return settled;
    }

    private static Column term(String name, String column, String style) {
        return functions.expr("terms." + name + "(" + column + ", '" + style + "')");
    }

    private void judge() {
        dayOrder = mapping.dates();
        if (mapping.numbers().equals(Optional.of(NumberStyle.COMMA))) {
            withComma.addAll(numbers);
        }
        List<String> openDays = dayOrder.isPresent() ? List.of() : days;
        List<String> openNumbers = mapping.numbers().isPresent() ? List.of() : numbers;
        if (openDays.isEmpty() && openNumbers.isEmpty()) {
            return;
        }
        Row said = look(openDays, openNumbers);
        if (!openDays.isEmpty()) {
            judgeDays(said);
        }
        openNumbers.forEach(column -> judgeNumbers(said, column));
    }

    private Row look(List<String> openDays, List<String> openNumbers) {
        List<Column> values = new ArrayList<>();
        List<Column> figures = new ArrayList<>();
        openDays.forEach(column -> values.add(said("day_order", column)));
        openNumbers.forEach(column -> values.add(said("number_style", column)));
        openDays.forEach(column -> values.add(functions.col(column)));
        openNumbers.forEach(column -> values.add(functions.col(column)));
        for (String order : List.of(DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST, DayOrder.EITHER, DayOrder.SAME)) {
            figures.addAll(figures(openDays, order, "days"));
        }
        for (String column : openNumbers) {
            for (String style : List.of(NumberStyle.POINT, NumberStyle.COMMA, NumberStyle.EITHER)) {
                figures.addAll(figures(List.of(column), style, column));
            }
        }
        return raw.select(values.toArray(Column[]::new))
                .agg(figures.get(0), figures.subList(1, figures.size()).toArray(Column[]::new))
                .head();
    }

    private static Column said(String term, String column) {
        return functions.expr("terms." + term + "(" + column + ")").as(SAID + column);
    }

    /** Rows in which a column says this, and the first such column and text of one of them. */
    private static List<Column> figures(List<String> columns, String style, String of) {
        Column any = functions.lit(false);
        List<Column> examples = new ArrayList<>();
        for (String column : columns) {
            Column says = functions.col(SAID + column).equalTo(style);
            any = any.or(functions.coalesce(says, functions.lit(false)));
            examples.add(functions.when(
                    says, functions.array(functions.lit(column), functions.trim(functions.col(column)))));
        }
        Column example = columns.isEmpty()
                ? functions.array(functions.lit(""), functions.lit(""))
                : functions.coalesce(examples.toArray(Column[]::new));
        return List.of(
                functions.count_if(any).as(style + " in " + of),
                functions.min(example).as("example of " + style + " in " + of));
    }

    private static long rows(Row said, String style, String of) {
        return said.getLong(said.fieldIndex(style + " in " + of));
    }

    private static List<String> example(Row said, String style, String of) {
        return said.getList(said.fieldIndex("example of " + style + " in " + of));
    }

    private void judgeDays(Row said) {
        long dayFirst = rows(said, DayOrder.DAY_FIRST, "days");
        long monthFirst = rows(said, DayOrder.MONTH_FIRST, "days");
        long open = rows(said, DayOrder.EITHER, "days");
        if (dayFirst > 0 && monthFirst > 0) {
            problems.add(
                    table.sourceName() + ": " + written(said, dayFirst, DayOrder.DAY_FIRST) + " are written day first, "
                            + written(said, monthFirst, DayOrder.MONTH_FIRST) + " month first" + daysToSet());
        } else if (dayFirst + monthFirst > 0) {
            dayOrder = Optional.of(dayFirst > 0 ? DayOrder.DAY_FIRST : DayOrder.MONTH_FIRST);
        } else if (open > 0) {
            String text = example(said, DayOrder.EITHER, "days").get(1);
            problems.add(table.sourceName() + ": " + written(said, open, DayOrder.EITHER) + ", which is "
                    + iso(text, DayOrder.DAY_FIRST) + " or " + iso(text, DayOrder.MONTH_FIRST) + daysToSet());
        } else if (rows(said, DayOrder.SAME, "days") > 0) {
            dayOrder = Optional.of(DayOrder.DAY_FIRST);
        }
    }

    private static String written(Row said, long rows, String order) {
        List<String> example = example(said, order, "days");
        return counted(rows) + " such as " + example.get(0) + " = " + example.get(1);
    }

    private static String counted(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    private static String iso(String text, String order) {
        return String.valueOf(DayText.day(DayOrder.yearFirst(text, order)));
    }

    private String daysToSet() {
        return ": set source.tables." + table.sourceName() + ".dates = \"" + DayOrder.DAY_FIRST + "\" or \""
                + DayOrder.MONTH_FIRST + "\"";
    }

    private void judgeNumbers(Row said, String column) {
        long open = rows(said, NumberStyle.EITHER, column);
        boolean point = rows(said, NumberStyle.POINT, column) > 0;
        boolean comma = rows(said, NumberStyle.COMMA, column) > 0;
        Optional<String> style = NumberStyle.ofColumn(point, comma);
        if (open > 0 && style.isEmpty()) {
            String text = example(said, NumberStyle.EITHER, column).get(1);
            problems.add(table.sourceName() + ": " + counted(open) + " such as " + column + " = " + text + ", which is "
                    + number(text, NumberStyle.POINT) + " or " + number(text, NumberStyle.COMMA)
                    + (point ? ", and other rows of the column are written both ways" : "") + ": set source.tables."
                    + table.sourceName() + ".numbers = \"" + NumberStyle.POINT + "\" (1,234.56) or \""
                    + NumberStyle.COMMA + "\" (1.234,56)");
        } else if (open > 0 && style.get().equals(NumberStyle.COMMA)) {
            withComma.add(column);
        }
    }

    private static String number(String text, String style) {
        double number = NumberText.number(NumberStyle.settled(text, style));
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
