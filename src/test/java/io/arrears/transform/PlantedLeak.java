package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A mistake that one SQL file could have: one text replaced by another. */
record PlantedLeak(String what, String file, String text, String replacement) {

    /** The file with the mistake; other files unchanged. Fails when the text is no longer there to be replaced. */
    SqlFile in(SqlFile sql) {
        if (!sql.resource().endsWith("/" + file + ".sql")) {
            return sql;
        }
        assertTrue(
                sql.text().contains(text),
                what + ": " + sql.resource() + " no longer contains \"" + text
                        + "\"; plant this leak where the SQL now says it");
        return SqlFile.parse(sql.resource(), sql.text().replace(text, replacement));
    }

    /** The first table of the stage that the mistake reaches. */
    int first() {
        for (int i = 0; i < AbtBuild.TABLES.size(); i++) {
            if (AbtBuild.files(i).stream().anyMatch(sql -> sql.resource().endsWith("/" + file + ".sql"))) {
                return i;
            }
        }
        throw new IllegalArgumentException(file + " belongs to no table of the stage");
    }
}
