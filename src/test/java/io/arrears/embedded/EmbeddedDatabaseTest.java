package io.arrears.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    private Path dir;

    @Test
    void dataStaysBetweenStarts() throws SQLException {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(dir)) {
            execute(first, "create table kept as select 42 as answer");
        }
        assertTrue(Postmaster.find(dir.resolve("data")).isEmpty(), "the server stops with its last user");
        try (EmbeddedDatabase second = EmbeddedDatabase.start(dir)) {
            assertEquals("42", answer(second, "select answer from kept"));
        }
    }

    @Test
    void theServerOfAKilledProgramIsStoppedAndItsDataKept() throws Exception {
        Process program = otherProgram("create table kept as select 7 as answer");
        assertEquals("ready", program.inputReader().readLine());
        Postmaster left = Postmaster.find(dir.resolve("data")).orElseThrow();
        program.destroyForcibly().waitFor();
        assertTrue(left.process().isAlive(), "the server outlives the killed program");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(dir)) {
            assertFalse(left.process().isAlive());
            assertEquals("7", answer(database, "select answer from kept"));
        }
    }

    @Test
    void twoProgramsShareOneServerAndTheLastOneStopsIt() throws Exception {
        Process program = otherProgram("create table kept as select 8 as answer");
        assertEquals("ready", program.inputReader().readLine());
        EmbeddedDatabase database = EmbeddedDatabase.start(dir);
        assertEquals("8", answer(database, "select answer from kept"));
        program.outputWriter().close();
        assertTrue(program.waitFor(60, TimeUnit.SECONDS));
        assertEquals("8", answer(database, "select answer from kept"));
        database.close();
        assertTrue(Postmaster.find(dir.resolve("data")).isEmpty());
    }

    @Test
    void twoDirectoriesNeverMeet() throws SQLException {
        try (EmbeddedDatabase one = EmbeddedDatabase.start(dir.resolve("one"));
                EmbeddedDatabase two = EmbeddedDatabase.start(dir.resolve("two"))) {
            assertNotEquals(one.url(), two.url());
            execute(one, "create table only_in_one ()");
            assertThrowsMissing(two);
        }
    }

    @Test
    void anUnfinishedCreationIsRepeated() throws Exception {
        Files.createDirectories(dir.resolve("data"));
        Files.writeString(dir.resolve("data/PG_VERSION"), "17");
        Files.writeString(dir.resolve("initialising"), "");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(dir)) {
            assertEquals("1", answer(database, "select 1"));
        }
    }

    @Test
    void theSuperuserNeedsItsPassword() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(dir)) {
            SQLException refused = assertThrows(
                    SQLException.class, () -> DriverManager.getConnection(database.url(), "postgres", "guess"));
            assertTrue(refused.getMessage().contains("password authentication failed"), refused.getMessage());
        }
    }

    @Test
    void othersCannotReachTheServersPrograms() throws Exception {
        EmbeddedDatabase.start(dir).close();
        Path home = Path.of(System.getProperty("user.home"), ".cache", "arrears");
        Path programs = Files.isDirectory(home) ? home : dir.resolve("programs");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(programs)));
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        ConfigurationException refused = assertThrows(ConfigurationException.class, () -> EmbeddedDatabase.start(file));
        assertTrue(refused.getMessage().startsWith("source.embedded-dir " + file), refused.getMessage());
    }

    @Test
    void aDirectoryOfAnotherUserIsRefused() throws Exception {
        Path other = Files.createDirectory(dir.resolve("other"));
        var nobody = Optional.ofNullable(lookUp(other, "nobody"));
        boolean isRoot = System.getProperty("user.name").equals("root");
        org.junit.jupiter.api.Assumptions.assumeTrue(nobody.isPresent() && isRoot);
        Files.setOwner(other, nobody.get());
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> EmbeddedDatabase.start(other));
        assertTrue(refused.getMessage().contains("belongs to user nobody but this is root"), refused.getMessage());
    }

    private static java.nio.file.attribute.UserPrincipal lookUp(Path path, String user) {
        try {
            return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        } catch (java.io.IOException e) {
            return null;
        }
    }

    private Process otherProgram(String sql) throws java.io.IOException {
        return new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        dir.toString(),
                        sql))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A program that opens the database, says so, and closes it when its input ends. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]))) {
                execute(database, arguments[1]);
                System.out.println("ready");
                System.in.readAllBytes();
            }
        }
    }

    private static void assertThrowsMissing(EmbeddedDatabase database) {
        SQLException missing = assertThrows(SQLException.class, () -> answer(database, "select * from only_in_one"));
        assertTrue(missing.getMessage().contains("does not exist"), missing.getMessage());
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
