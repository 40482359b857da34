package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.publish.alert.AlertRows;
import io.arrears.testing.StagedValues;
import io.arrears.transform.SqlStages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MartDictionaryTest {

    /** Money of one document, money summed over many, and money times days or rows. */
    private static final Set<String> MONEY = Set.of("decimal(19,3)", "decimal(24,3)");

    private static final Set<String> OTHERS = Set.of("string", "date", "boolean", "int", "bigint", "double");

    private static StagedValues rows;

    @BeforeAll
    static void shapeTheMarts() {
        rows = StagedValues.on("2025-06-30", Map.of()).shape(SqlStages.state()).shape(Table.marts());
    }

    @Test
    void everyColumnOfEveryMartHasAComment() {
        for (Table mart : Table.marts()) {
            List<String> names = new ArrayList<>(List.of(Lake.AS_OF, Lake.RUN));
            names.addAll(List.of(rows.session().table(mart.sqlName()).columns()));
            assertEquals(List.of(), MartComments.load(MartCommentsTest.AGEING).missing(mart, names), mart.sqlName());
        }
        assertEquals(
                List.of(), MartComments.load(MartCommentsTest.AGEING).missing(Table.MART_ALERTS, AlertRows.columns()));
    }

    @Test
    void aMartSaysNothingAboutAColumnItDoesNotHave() {
        for (Table mart : Table.publishedMarts()) {
            Set<String> unused = new TreeSet<>(columns(MartComments.read(mart.sqlName(), MartCommentsTest.AGEING)));
            unused.removeAll(columnsOf(mart));
            assertEquals(Set.of(), unused, mart.sqlName());
        }
    }

    /** A sentence for one mart alone belongs into the file beside it. */
    @Test
    void everySharedSentenceIsForSeveralMarts() {
        Map<String, Integer> marts = new TreeMap<>();
        columns(MartComments.read("columns", MartCommentsTest.AGEING)).forEach(column -> marts.put(column, 0));
        for (Table mart : Table.publishedMarts()) {
            Set<String> own = columns(MartComments.read(mart.sqlName(), MartCommentsTest.AGEING));
            columnsOf(mart).stream()
                    .filter(column -> !own.contains(column))
                    .forEach(column -> marts.computeIfPresent(column, (name, count) -> count + 1));
        }
        marts.values().removeIf(count -> count > 1);
        marts.keySet().removeAll(List.of(Lake.AS_OF, Lake.RUN));
        assertEquals(Map.of(), marts);
    }

    private static Set<String> columns(Config file) {
        return file.entrySet().stream()
                .map(entry -> String.join(".", ConfigUtil.splitPath(entry.getKey())))
                .collect(Collectors.toSet());
    }

    private static List<String> columnsOf(Table mart) {
        return mart == Table.MART_ALERTS
                ? AlertRows.columns()
                : List.of(rows.session().table(mart.sqlName()).columns());
    }

    @Test
    void martsAreFlatWithMoneyOfThreeDigitsAndRatesAsDoubles() {
        for (Table mart : Table.marts()) {
            for (StructField field :
                    rows.session().table(mart.sqlName()).schema().fields()) {
                String type = field.dataType().catalogString();
                String column = mart.sqlName() + "." + field.name() + " " + type;
                assertEquals(true, MONEY.contains(type) || OTHERS.contains(type), column);
                boolean money = field.name()
                        .matches(".*amount|difference|ev_recovered|order_value|retry_gain|.*expected_(loss|recovery)");
                assertEquals(money, MONEY.contains(type), column);
            }
        }
    }
}
