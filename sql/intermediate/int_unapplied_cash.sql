-- grain: payment_id, invoice_id, entry
-- kind: table
-- Money received for no known invoice, less what was sent back of it, and the one thing it pays: a capture of its amount that
-- no payment records, a failed attempt, an unbilled order, an open invoice, in this order; what is equal comes before what is
-- within the tolerance. met_type is null where nothing fits, or where more than one fits equally: doubt names them, and a match
-- is never a guess.
with counterparts as (
    -- Amounts within the tolerance are in neighbouring steps of it.
    select
        rank, met_type, met_name, debt_id, attempt_id, invoice_id, order_id, debtor_id, currency, met_date, met_amount,
        cast(floor(met_amount / terms.minor_units(greatest(:tolerance, 1), currency)) as bigint) as step
    from int_cash_counterparts
),

stepped as (
    select int_loose_cash.*, aside
    from int_loose_cash
    lateral view explode(sequence(-1, 1)) nearby as aside
),

pairs as (
    select
        stepped.cash_id,
        stepped.customer_id is null as is_anonymous,
        abs(datediff(stepped.payment_date, met_date)) as days,
        stepped.amount <> met_amount as is_about,
        rank,
        met_type,
        attempt_id,
        counterparts.invoice_id,
        order_id,
        debtor_id,
        debt_id,
        met_name
    from stepped
    inner join counterparts
        on stepped.currency = counterparts.currency
        and cast(floor(stepped.amount / terms.minor_units(greatest(:tolerance, 1), stepped.currency)) as bigint) + aside = step
    where stepped.currency <> terms.unknown_currency()
        and abs(stepped.amount - met_amount) <= terms.minor_units(:tolerance, stepped.currency)
        and coalesce(stepped.customer_id = debtor_id, true)
        and abs(datediff(stepped.payment_date, met_date)) <= :match_days
),

nearest as (
    select cash_id, min(struct(is_about, rank, days)) as best
    from pairs
    group by cash_id
),

fitting as (
    select
        pairs.cash_id,
        min(struct(pairs.*)) filter (where pairs.days = nearest.best.days) as met,
        count_if(pairs.days = nearest.best.days) > 1
            or max(pairs.is_anonymous)
                and count(distinct coalesce('customer ' || pairs.debtor_id, 'debt ' || pairs.debt_id)) > 1 as is_guess,
        array_join(slice(array_sort(collect_list(pairs.met_name)), 1, 3), ', ') as rivals
    from pairs
    inner join nearest
        on pairs.cash_id = nearest.cash_id and pairs.is_about = nearest.best.is_about and pairs.rank = nearest.best.rank
    group by pairs.cash_id
),

-- A debt is paid once: equal money meets it before money within the tolerance, then the nearest; of two that are as near none.
contested as (
    select
        cash_id, met,
        min(struct(met.is_about, met.days)) over (
            partition by met.debt_id order by cash_id rows between unbounded preceding and unbounded following
        ) = struct(met.is_about, met.days)
            and count(*) over (
                partition by met.debt_id, met.is_about, met.days order by cash_id
                rows between unbounded preceding and unbounded following
            ) = 1 as is_met
    from fitting
    where not is_guess
),

found as (
    select cash_id, if(is_met, met, null) as met, if(is_met, null, concat('other money fits ', met.met_name, ' too')) as doubt
    from contested
    union all
    select cash_id, null, concat('fits more than one: ', rivals)
    from fitting
    where is_guess
)

select
    int_loose_cash.payment_id,
    int_loose_cash.invoice_id,
    int_loose_cash.entry,
    coalesce(int_loose_cash.customer_id, met.debtor_id) as customer_id,
    int_loose_cash.currency,
    int_loose_cash.payment_date,
    int_loose_cash.amount,
    met.met_type,
    met.attempt_id as met_attempt_id,
    met.invoice_id as met_invoice_id,
    met.order_id as met_order_id,
    met.days as met_days,
    met.met_name,
    found.doubt
from int_loose_cash
left join found
    on int_loose_cash.cash_id = found.cash_id
