package io.arrears.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.TestSpark;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** conf/spark-defaults.conf: every key exists in this Spark, and says what Arrears' own session says. */
class SparkDefaultsTest {

    private static final Path FILE = Path.of("conf/spark-defaults.conf");
    /** From the configuration of Arrears, or Spark's own additions. */
    private static final Set<String> NOT_SHARED = Set.of("spark.sql.shuffle.partitions", "spark.sql.warehouse.dir");

    private static final Set<String> PARQUET =
            Set.of(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, ParquetOutputFormat.PAGE_WRITE_CHECKSUM_ENABLED);

    @Test
    void everyKeyIsInSparksOwnRegistry() throws IOException {
        loadRegistries();
        // Spark reads these past its registry.
        Set<String> unregistered = Set.of(
                SQLConf.STREAMING_CHECKPOINT_FILE_MANAGER_CLASS().parent().key(), "spark.sql.catalog.terms");
        List<String> unknown = defaults().keySet().stream()
                .filter(key -> ConfigEntry.findEntry(key) == null && !unregistered.contains(key))
                // Parquet has no registry but the constants of its classes.
                .filter(key -> !PARQUET.contains(key.replace("spark.hadoop.", "")))
                .toList();
        assertEquals(List.of(), unknown);
        assertTrue(ConfigEntry.findEntry("spark.sql.ansi.enabledd") == null, "the registry must refuse a misspelt key");
    }

    @Test
    void theFileAndTheSessionAgree() throws IOException {
        TreeMap<String, String> session = new TreeMap<>();
        for (Tuple2<String, String> each :
                TestSpark.session().sparkContext().getConf().getAll()) {
            session.put(each._1(), each._2());
        }
        TreeMap<String, String> file = defaults();
        file.keySet().removeIf(key -> key.endsWith("extraJavaOptions"));
        Set<String> set = new TreeSet<>(session.keySet());
        set.removeIf(key ->
                NOT_SHARED.contains(key) || !key.matches("spark\\.(sql|databricks|ui|buffer|hadoop\\.parquet)\\..*"));
        assertEquals(set, file.keySet());
        session.keySet().retainAll(set);
        assertEquals(session, file);
    }

    @Test
    void everyKeyIsGivenAReason() throws IOException {
        String previous = "";
        for (String line : Files.readAllLines(FILE)) {
            boolean reasoned = !line.startsWith("spark.") || previous.startsWith("#") || previous.startsWith("spark.");
            assertTrue(reasoned, "no reason above " + line);
            previous = line;
        }
    }

    private static void loadRegistries() {
        assertTrue(org.apache.spark.internal.config.package$.MODULE$ != null);
        assertTrue(org.apache.spark.internal.config.UI$.MODULE$ != null);
        assertTrue(org.apache.spark.sql.internal.SQLConf$.MODULE$ != null);
        assertTrue(org.apache.spark.sql.internal.StaticSQLConf$.MODULE$ != null);
        assertTrue(org.apache.spark.sql.delta.sources.DeltaSQLConf$.MODULE$ != null);
    }

    private static TreeMap<String, String> defaults() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(FILE)) {
            properties.load(reader);
        }
        TreeMap<String, String> defaults = new TreeMap<>();
        properties.forEach(
                (key, value) -> defaults.put(key.toString(), value.toString().strip()));
        return defaults;
    }
}
