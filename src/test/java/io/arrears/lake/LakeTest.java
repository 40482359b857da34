package io.arrears.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {

    @TempDir
    Path folder;

    @Test
    void aRunSeesItsOwnSliceAndReadersSeeThePublishedOne() {
        SparkSession spark = TestSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        AsOf day = AsOf.parse("2025-12-31");
        Slices first = new Slices(Map.of());
        Slices second = new Slices(Map.of());
        assertEquals(2, lake.append(Table.STG_PRODUCTS, day, RunId.of(1), first, spark.sql("select * from values ('A'), ('B') as t(sku)")));
        new Pointers(lake).publish(spark, day, RunId.of(1), first.all());
        lake.append(Table.STG_PRODUCTS, day, RunId.of(2), second, spark.sql("select * from values ('C') as t(sku)"));
        assertEquals(1, lake.read(Table.STG_PRODUCTS, second).count());
        assertEquals(2, lake.read(Table.STG_PRODUCTS, new Slices(lake.published(day))).count());
        assertEquals(2, lake.viewsOf(java.util.Set.of(Table.STG_PRODUCTS), first).sql("select * from stg_products").count());
    }
}
