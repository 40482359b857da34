-- What Spark's functions do, for PostgreSQL: found before PostgreSQL's own by a search path that names this schema first.
-- Only what the files of the finance pack use; semantics as in ANSI mode.

create domain spark.double as double precision;
create domain spark.string as text;

-- Whole numbers divide to a double; decimals to more digits than Spark keeps, which SparkTypes then cuts as Spark does.
create function spark.ratio(bigint, bigint) returns double precision immutable strict language sql
    as 'select $1::double precision operator(pg_catalog./) $2::double precision';
create function spark.ratio(integer, integer) returns double precision immutable strict language sql
    as 'select $1::double precision operator(pg_catalog./) $2::double precision';
create function spark.quotient(numeric, numeric) returns numeric immutable strict language sql
    as 'select ($1 operator(pg_catalog.+) 0.0000000000000000000000000000000000000000) operator(pg_catalog./) $2';
create operator spark./ (leftarg = bigint, rightarg = bigint, function = spark.ratio);
create operator spark./ (leftarg = integer, rightarg = integer, function = spark.ratio);
create operator spark./ (leftarg = numeric, rightarg = numeric, function = spark.quotient);

-- A double becomes a decimal by its shortest text, not by its first fifteen digits.
create function spark.digits(double precision) returns numeric immutable strict language sql
    as 'select $1::text::numeric';
create function spark.digits(numeric) returns numeric immutable strict language sql as 'select $1';
create function spark.digits(bigint) returns numeric immutable strict language sql as 'select $1::numeric';
create function spark.digits(integer) returns numeric immutable strict language sql as 'select $1::numeric';
-- A double becomes a whole number by losing its fraction.
create function spark.whole(double precision) returns double precision immutable strict language sql
    as 'select pg_catalog.trunc($1)';
create function spark.whole(bigint) returns bigint immutable strict language sql as 'select $1';

create function spark.if(boolean, anycompatible, anycompatible) returns anycompatible immutable language sql
    as 'select case when $1 then $2 else $3 end';
create function spark.concat(variadic parts text[]) returns text immutable language sql
    as 'select case when array_position(parts, null) is null then array_to_string(parts, '''') end';

create function spark.datediff(date, date) returns integer immutable strict language sql as 'select $1 - $2';
create function spark.date_add(date, integer) returns date immutable strict language sql as 'select $1 + $2';
create function spark.date_sub(date, integer) returns date immutable strict language sql as 'select $1 - $2';
create function spark.add_months(date, integer) returns date immutable strict language sql
    as 'select ($1 + make_interval(months => $2))::date';
create function spark.trunc(date, text) returns date immutable strict language sql
    as 'select case $2 when ''MM'' then date_trunc(''month'', $1::timestamp)::date end';
create function spark.last_day(date) returns date immutable strict language sql
    as 'select (date_trunc(''month'', $1::timestamp) + interval ''1 month'' - interval ''1 day'')::date';
create function spark.day(date) returns integer immutable strict language sql as 'select extract(day from $1)::integer';
-- Between days of one number, or two ends of months: the only whole numbers Spark gives, the only ones asked for.
create function spark.months_between(date, date) returns double precision immutable strict language sql
    as 'select (12 * (extract(year from $1) - extract(year from $2)) + extract(month from $1) - extract(month from $2))
        ::double precision where spark.day($1) = spark.day($2)
        or ($1 = spark.last_day($1) and $2 = spark.last_day($2))';

create function spark.sequence(integer, integer) returns integer[] immutable strict language sql
    as 'select array_agg(each order by each) from generate_series($1, $2) as each';
create function spark.explode(anyarray) returns setof anyelement immutable strict language sql as 'select unnest($1)';
create function spark.array_of(variadic text[]) returns text[] immutable language sql as 'select $1';
create function spark.array_contains(text[], text) returns boolean immutable strict language sql
    as 'select $2 = any($1)';
create function spark.sha2(text, integer) returns text immutable strict language sql
    as 'select encode(sha256(convert_to($1, ''UTF8'')), ''hex'')';
create function spark.array_position(text[], text) returns bigint immutable strict language sql
    as 'select coalesce(pg_catalog.array_position($1, $2), 0)';

create function spark.counted(bigint, boolean) returns bigint immutable language sql
    as 'select $1 + case when $2 then 1 else 0 end';
create aggregate spark.count_if(boolean) (sfunc = spark.counted, stype = bigint, initcond = '0');
create function spark.either(boolean, boolean) returns boolean immutable strict language sql as 'select $1 or $2';
create aggregate spark.max(boolean) (sfunc = spark.either, stype = boolean);
create function spark.added(bigint, bigint) returns bigint immutable strict language sql as 'select $1 + $2';
create aggregate spark.sum(bigint) (sfunc = spark.added, stype = bigint);

-- max_by and min_by: the first of the rows in order, null or not.
create function spark.kept(anyarray, anyelement) returns anyarray immutable language sql
    as 'select case when $1 is null then array[$2] else $1 end';
create function spark.only(anyarray) returns anyelement immutable strict language sql as 'select $1[1]';
create aggregate spark.first_of(anyelement) (sfunc = spark.kept, stype = anyarray, finalfunc = spark.only);

create aggregate spark.collect_list(bigint) (sfunc = array_append, stype = bigint[], initcond = '{}');
create function spark.gathered(integer[], integer) returns integer[] immutable language sql
    as 'select case when $2 is null then $1 else array_append($1, $2) end';
create function spark.middle(integer[]) returns double precision immutable strict language sql
    as 'select percentile_cont(0.5) within group (order by each) from unnest($1) as each';
create aggregate spark.median(integer) (sfunc = spark.gathered, stype = integer[], finalfunc = spark.middle);
