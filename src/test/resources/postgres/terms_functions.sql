-- The terms of the field for PostgreSQL, written again for it: terms.is_void(ledger_state) and the others that the finance pack
-- calls. A null number gives null, a null word false, as in Spark.

create function terms.ageing_buckets(integer[]) returns text[] immutable language sql
    as $$select array['Not Due', '1-' || $1[1] || ' Days'] || coalesce((
        select array_agg($1[i - 1] + 1 || '-' || $1[i] || ' Days' order by i) from generate_subscripts($1, 1) as i where i > 1
    ), array[]::text[]) || array[$1[cardinality($1)] || '+ Days', 'No Due Date']$$;
create function terms.ageing_details(integer[]) returns integer[] immutable language sql
    as $$select $1 || array(select edge from unnest(array[120, 180, 365]) as edge where edge > $1[cardinality($1)] order by edge)$$;
create function terms.no_due_date() returns text immutable language sql as $$select text 'No Due Date'$$;
create function terms.oldest_bucket(integer[]) returns text immutable language sql
    as $$select $1[cardinality($1)] || '+ Days'$$;
create function terms.product(double precision[]) returns double precision immutable strict language plpgsql as $$
declare
    product double precision := 1;
    rate double precision;
begin
    foreach rate in array $1 loop
        product := product * rate;
    end loop;
    return product;
end $$;
create function terms.ageing_bucket(integer, integer[]) returns text immutable strict language sql
    as $$select (terms.ageing_buckets($2))[
        case when $1 <= 0 then 1 else 2 + (select count(*) from unnest($2) as edge where edge < $1)::integer end]$$;
create function terms.ageing_sort(text, integer[]) returns integer immutable strict language sql
    as $$select coalesce(pg_catalog.array_position(terms.ageing_buckets($2), $1), 0)$$;
create function terms.ageing_detail(integer, integer[]) returns text immutable strict language sql
    as $$select terms.ageing_bucket($1, terms.ageing_details($2))$$;
create function terms.ageing_detail_sort(text, integer[]) returns integer immutable strict language sql
    as $$select terms.ageing_sort($1, terms.ageing_details($2))$$;
create function terms.funnel_stage(boolean, integer) returns text immutable strict language sql
    as $$select case
        when not $1 then 'Fully Paid'
        when $2 <= 0 then 'Not Yet Due'
        when $2 <= 90 then '1-90 Days Overdue'
        else '90+ Days Overdue'
    end$$;
create function terms.funnel_sort(text) returns integer immutable strict language sql
    as $$select coalesce(pg_catalog.array_position(
        array['Fully Paid', 'Not Yet Due', '1-90 Days Overdue', '90+ Days Overdue'], $1), 0)$$;
create function terms.unknown_currency() returns text immutable language sql as $$select text 'XXX'$$;
create function terms.digits(text) returns integer immutable language sql
    as $$select case
        when $1 in ('JPY', 'KRW', 'VND', 'CLP', 'ISK', 'XAF', 'XOF', 'XPF', 'PYG', 'UGX', 'RWF', 'VUV') then 0
        when $1 in ('KWD', 'BHD', 'TND', 'OMR', 'JOD', 'LYD', 'IQD', 'XXX') or $1 is null then 3
        else 2
    end$$;
create function terms.in_currency(numeric, text) returns numeric immutable language sql
    as $$select round($1, terms.digits($2))$$;
create function terms.published(numeric, text) returns numeric immutable language sql
    as $$select round($1, terms.digits($2))$$;
create function terms.published(double precision, text) returns numeric immutable language sql
    as $$select round($1::numeric, terms.digits($2))$$;
create function terms.minor_units(numeric, text) returns numeric immutable language sql
    as $$select $1 / power(numeric '10', case when coalesce($2, 'XXX') = 'XXX' then 2 else terms.digits($2) end)$$;
create function terms.cut(numeric, numeric, numeric, text) returns numeric immutable strict language sql
    as $$select case when $2 = 0 then 0 when $2 = $3 then $1 else round($1 * $2 / $3, terms.digits($4)) end$$;
create function terms.part_of(numeric, numeric, numeric, numeric, text) returns numeric immutable strict language sql
    as $$select terms.cut($1, $3, $4, $5) - terms.cut($1, $2, $4, $5)$$;
create function terms.open_up_to(numeric, numeric, numeric, numeric) returns numeric immutable language sql
    as $$select case
        when $3 is null then $1
        when $1 - greatest($2, 0) - $3 > $4 then $1 - greatest($2, 0) - $3
        else 0
    end$$;
create function terms.is_void(text) returns boolean immutable language sql
    as $$select coalesce($1 in ('void', 'draft'), false)$$;
create function terms.leak_class(text) returns text immutable language sql
    as $$select case $1 when 'R' then 'lost' when 'E' then 'lost' when 'T' then 'to collect' when 'Q' then 'to correct' when 'S' then 'signal' end$$;
create function terms.is_dismissed(text, date, date) returns boolean immutable language sql
    as $$select coalesce($1 = 'dismissed', false) and $2 >= $3$$;
create function terms.risk_bucket(double precision, double precision, double precision) returns text immutable strict language sql
    as $$select case when $1 < $2 then 'Low Risk' when $1 < $3 then 'Medium Risk' else 'High Risk' end$$;
create function terms.risk_sort(text) returns integer immutable strict language sql
    as $$select coalesce(pg_catalog.array_position(array['Low Risk', 'Medium Risk', 'High Risk'], $1), 0)$$;
create function terms.is_cancelled(text) returns boolean immutable language sql
    as $$select coalesce($1 in ('cancelled', 'canceled'), false)$$;
create function terms.is_pending(text) returns boolean immutable language sql
    as $$select coalesce($1 in ('pending', 'processing', 'scheduled', 'submitted'), false)$$;
create function terms.is_authorisation(text) returns boolean immutable language sql
    as $$select coalesce($1 in ('auth', 'authorisation', 'authorization'), false)$$;
create function terms.is_chargeback(text) returns boolean immutable language sql
    as $$select coalesce($1 = 'chargeback', false)$$;
create function terms.debt(text, text) returns text immutable language sql
    as $$select case when $1 is null then 'order ' || $2 when $1 ~ '^(order|attempt|invoice) ' then 'invoice ' || $1 else $1 end$$;
create function terms.is_won_back(text) returns boolean immutable language sql
    as $$select coalesce($1 like 'chargeback_%', false)$$;
-- What is left over after whole parts goes to the largest remainders, the first of equal ones first.
create function terms.capacity_part(integer, bigint[], integer) returns integer immutable strict language sql
as $$
    with shares as (
        select n, units, $1 * units / sum(units) over ()::bigint as part,
            ($1 * units) % sum(units) over ()::bigint as remainder
        from unnest($2) with ordinality as given (units, n)
    ), ranked as (
        select n, part, row_number() over (order by remainder desc, n) as place, $1 - sum(part) over () as left_over
        from shares
    )
    select (part + case when place <= left_over then 1 else 0 end)::integer from ranked where n = $3
$$;
create function terms.retry_wait(integer) returns text immutable strict language sql
    as $$select case when $1 <= 0 then '0' when $1 = 1 then '1' when $1 <= 3 then '2-3' when $1 <= 7 then '4-7'
        when $1 <= 14 then '8-14' else '15+' end$$;
create function terms.retry_weekday(date) returns text immutable strict language sql as $$select to_char($1, 'Dy')$$;
create function terms.month_part(date) returns text immutable strict language sql
    as $$select (array['1-5', '6-10', '11-15', '16-20', '21-25', '26-31'])[
        least((extract(day from $1)::integer operator(pg_catalog.+) 4) operator(pg_catalog./) 5, 6)]$$;
create function terms.wilson(double precision, double precision, integer) returns double precision immutable strict language sql
    as $$select ($1 + 1.959964 ^ 2 / 2 + $3 * 1.959964 * sqrt($1 * (1 - $1 / $2) + 1.959964 ^ 2 / 4)) / ($2 + 1.959964 ^ 2)$$;
create function terms.rate_lower(bigint, bigint) returns double precision immutable strict language sql
    as $$select case when $2 > 0 then greatest(0, terms.wilson($1, $2, -1)) end$$;
create function terms.rate_upper(bigint, bigint) returns double precision immutable strict language sql
    as $$select case when $2 > 0 then least(1, terms.wilson($1, $2, 1)) end$$;
