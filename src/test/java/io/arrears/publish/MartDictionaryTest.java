package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.publish.alert.AlertsStage;
import io.arrears.testing.StagedValues;
import io.arrears.transform.SqlStages;
import io.arrears.transform.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MartDictionaryTest {

    /** Money of one document, money summed over many, and money times days or rows. */
    private static final Set<String> MONEY = Set.of("decimal(14,2)", "decimal(19,2)", "decimal(24,2)");

    private static final Set<String> OTHERS = Set.of("string", "date", "boolean", "int", "bigint", "double");

    private static StagedValues rows;

    @BeforeAll
    static void shapeTheMarts() {
        rows = StagedValues.on("2025-06-30", Map.of())
                .shape(SqlStages.state())
                .shape(Table.marts());
    }

    @Test
    void everyColumnOfEveryMartHasAComment() {
        for (Table mart : Table.marts()) {
            List<String> names = new ArrayList<>(List.of(Lake.AS_OF, Lake.RUN));
            names.addAll(List.of(rows.session().table(mart.sqlName()).columns()));
            assertEquals(List.of(), MartComments.load().missing(mart, names), mart.sqlName());
        }
        assertEquals(List.of(), MartComments.load().missing(Table.MART_ALERTS, AlertsStage.columns()));
    }

    @Test
    void noCommentIsWithoutAColumn() {
        Set<String> unused = new TreeSet<>();
        ConfigFactory.parseResources("sql/marts/columns.conf")
                .entrySet()
                .forEach(entry -> unused.add(String.join(".", ConfigUtil.splitPath(entry.getKey()))));
        unused.removeAll(Set.of(Lake.AS_OF, Lake.RUN));
        for (String column : AlertsStage.columns()) {
            unused.remove(Table.MART_ALERTS.sqlName() + "." + column);
        }
        for (Table mart : Table.marts()) {
            for (String column : rows.session().table(mart.sqlName()).columns()) {
                String own = mart.sqlName() + "." + column;
                unused.remove(unused.contains(own) ? own : column);
            }
        }
        assertEquals(Set.of(), unused);
    }

    @Test
    void martsAreFlatWithMoneyInCentsAndRatesAsDoubles() {
        for (Table mart : Table.marts()) {
            for (StructField field :
                    rows.session().table(mart.sqlName()).schema().fields()) {
                String type = field.dataType().catalogString();
                String column = mart.sqlName() + "." + field.name() + " " + type;
                assertEquals(true, MONEY.contains(type) || OTHERS.contains(type), column);
                boolean money = field.name().matches(".*amount|difference|ev_recovered|.*expected_(loss|recovery)");
                assertEquals(money, MONEY.contains(type), column);
            }
        }
    }

    @Test
    void theFirstLineOfEveryFileIsTheKeyOfItsTable() {
        List<Table> tables = new ArrayList<>(SqlStages.state());
        tables.addAll(Table.marts());
        for (Table table : tables) {
            assertEquals(table.key(), SqlFile.of(table).grain(), table.sqlName());
        }
    }
}
