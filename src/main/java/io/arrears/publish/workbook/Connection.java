package io.arrears.publish.workbook;

import java.util.regex.Pattern;

/**
 * Where the mart database is. There is no password: Tableau asks for it.
 *
 * @param schema of the marts
 */
public record Connection(String server, int port, String database, String schema) {

    static final String NAME = "postgres.arrears";
    private static final String READER = "arrears_reader";

    /**
     * The server of a JDBC address, {@code jdbc:postgresql://host:port/database}; the usual one where parts are
     * missing.
     */
    public static Connection of(String url, String schema) {
        var address = Pattern.compile("jdbc:postgresql://(\\[[^\\]]*]|[^:/]*)(?::(\\d+))?(?:/([^?]*))?.*")
                .matcher(url);
        if (!address.matches()) {
            return new Connection("localhost", 5432, "postgres", schema);
        }
        return new Connection(
                address.group(1).isEmpty() ? "localhost" : address.group(1),
                address.group(2) == null ? 5432 : Integer.parseInt(address.group(2)),
                address.group(3) == null || address.group(3).isEmpty() ? "postgres" : address.group(3),
                schema);
    }

    Xml named() {
        return Xml.of("named-connections")
                .add(Xml.of("named-connection", "caption", server, "name", NAME)
                        .add(Xml.of(
                                "connection",
                                "authentication",
                                "username-password",
                                "class",
                                "postgres",
                                "dbname",
                                database,
                                "port",
                                String.valueOf(port),
                                "server",
                                server,
                                "sslmode",
                                "",
                                "username",
                                READER,
                                "workgroup-auth-mode",
                                "prompt")));
    }
}
