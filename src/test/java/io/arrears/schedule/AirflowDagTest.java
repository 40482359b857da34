package io.arrears.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.schedule.ScheduleFiles.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The DAG: its words here, and where Python is installed also what it does, with stand-ins for the names of Airflow it uses. */
class AirflowDagTest {

    private static final String DAG = "arrears_dag.py";

    /** As much of Airflow as the DAG names: decorators that remember, and secrets that say where they come from. */
    private static final Map<String, String> STAND_INS = Map.of(
            "pendulum.py", "def datetime(*parts, tz): return parts",
            "airflow/__init__.py", "",
            "airflow/exceptions.py", """
                    class AirflowException(Exception): pass
                    class AirflowFailException(AirflowException): pass
                    """,
            "airflow/timetables/__init__.py", "",
            "airflow/timetables/interval.py", """
                    class CronDataIntervalTimetable:
                        def __init__(self, cron, timezone): self.text = f"{cron} {timezone}"
                    """,
            "airflow/sdk.py", """
                    import os
                    seen = {}
                    class Param:
                        def __init__(self, default, **schema): pass
                    class Variable:
                        @staticmethod
                        def get(key, default=None): return os.environ.get(key, default)
                    class Connection:
                        def __init__(self, name): self.password = f"password of {name}"
                        @staticmethod
                        def get(name): return Connection(name)
                    def dag(**given):
                        seen.update(given)
                        return lambda function: function
                    def task(**given):
                        seen.update(given)
                        def remember(function):
                            seen["run"] = function
                            return lambda as_of: seen.update(as_of=as_of)
                        return remember
                    """);

    @TempDir
    private Path folder;

    @Test
    void theDayIsTheIntervalsAndNoClockIsRead() {
        String dag = ScheduleFiles.text(DAG);
        assertTrue(dag.contains("run(\"{{ params.as_of or data_interval_start | ds }}\")"));
        assertTrue(!Pattern.compile("\\bnow\\(|\\btoday\\(|\\butcnow\\(|time\\.time")
                .matcher(dag)
                .find());
    }

    @Test
    void theCommandIsOneOfArrears() {
        Matcher command = Pattern.compile("command = \\[f\"\\{home}/scripts/arrears\", (.*)]")
                .matcher(ScheduleFiles.text(DAG));
        assertTrue(command.find());
        List<String> words = new ArrayList<>();
        for (String word : command.group(1).split(", ")) {
            words.add(
                    word.equals("conf")
                            ? "/etc/arrears/arrears.conf"
                            : word.equals("as_of") ? "2025-12-31" : word.replace("\"", ""));
        }
        ScheduleFiles.assertRun("2025-12-31", words);
    }

    @Test
    void itCompilesAndRunsOneDayAtATime() throws Exception {
        assertEquals(
                List.of("30 2 * * * UTC", "1", "False", "{{ params.as_of or data_interval_start | ds }}"),
                lines("""
                print(seen["schedule"].text, seen["max_active_runs"], seen["catchup"], seen["as_of"], sep="\\n")""", "0"));
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, None",
        "exit 1, AirflowFailException",
        "exit 2, AirflowFailException",
        "exit 3, AirflowFailException",
        "exit 4, AirflowException",
        "exit 75, AirflowException",
        "kill -9 $$, AirflowException"
    })
    void onlyWhatAnotherTryMayChangeIsTriedAgain(String end, String exception) throws Exception {
        assertEquals(
                List.of(
                        "run --conf /etc/arrears/arrears.conf --as-of 2025-12-31",
                        "password of arrears_source, password of arrears_marts",
                        exception),
                lines("""
                try:
                    print(seen["run"]("2025-12-31"))
                except Exception as failure:
                    print(type(failure).__name__)""", end));
    }

    /** What the lines of Python print after the DAG was imported; Arrears says how it was called, then ends so. */
    private List<String> lines(String python, String end) throws Exception {
        ScheduleFiles.assumeInstalled("python3");
        for (Map.Entry<String, String> file : STAND_INS.entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
        write(folder.resolve(DAG), ScheduleFiles.text(DAG));
        ScheduleFiles.script(
                folder.resolve("scripts/arrears"),
                "echo \"$*\"; echo \"$ARREARS_SOURCE_PASSWORD, $ARREARS_PUBLISH_PASSWORD\"; " + end);
        write(folder.resolve("test.py"), "import arrears_dag\nfrom airflow.sdk import seen\n" + python);
        Map<String, String> environment = new HashMap<>(Map.of(
                "arrears_home",
                folder.toString(),
                "PYTHONPATH",
                folder.toString(),
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "PYTHONUNBUFFERED",
                "1"));
        Ended compiled = ScheduleFiles.execute(
                environment,
                List.of("python3", "-m", "py_compile", folder.resolve(DAG).toString()));
        assertEquals(0, compiled.code(), compiled.output());
        Ended ended = ScheduleFiles.execute(
                environment, List.of("python3", folder.resolve("test.py").toString()));
        assertEquals(0, ended.code(), ended.output());
        return ended.output().lines().toList();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
