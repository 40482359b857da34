-- grain: write_off_id, invoice_id, entry
-- kind: kept
-- What the state of an invoice gives up (given_up_from): on its first day, all that is open then. A row of write_offs that
-- becomes known later books the same money: it takes its part of the state's amount over, so that nothing counts twice.
with given_up as (
    select invoice_id, currency, amount, conflict_from, greatest(given_up_from, visible_from) as written_off_on
    from stg_invoices
    where given_up_from is not null and conflict_from > greatest(given_up_from, visible_from)
),

stg_write_offs as (
    select given_up.invoice_id, write_off_id, entry, stg_write_offs.amount, visible_from, stg_write_offs.conflict_from
    from stg_write_offs
    inner join given_up on stg_write_offs.invoice_id = given_up.invoice_id
    where stg_write_offs.conflict_from > visible_from
),

lines as (
    select invoice_id, amount, visible_from, conflict_from from stg_charges
    union all
    select invoice_id, -amount, visible_from, conflict_from from int_credits
    union all
    select invoice_id, -amount, visible_from, conflict_from from stg_payments where is_success
    union all
    select invoice_id, -amount, visible_from, conflict_from from stg_write_offs
),

moved as (
    select given_up.invoice_id, sum(lines.amount) as amount
    from given_up
    inner join lines on given_up.invoice_id = lines.invoice_id
    where lines.visible_from <= written_off_on and lines.conflict_from > written_off_on
    group by given_up.invoice_id
),

opened as (
    select
        given_up.invoice_id, given_up.currency, written_off_on, given_up.conflict_from,
        greatest(given_up.amount + coalesce(moved.amount, 0), 0) as open_amount
    from given_up
    left join moved on given_up.invoice_id = moved.invoice_id
),

-- Rows that become known after the state's first day, and those of them that a conflict withdraws again.
booked as (
    select opened.invoice_id, concat_ws(' ', 'booked by', write_off_id, entry) as entry, visible_from as booked_on, amount
    from opened
    inner join stg_write_offs on opened.invoice_id = stg_write_offs.invoice_id
    where visible_from > written_off_on
    union all
    select
        opened.invoice_id, concat_ws(' ', 'withdrawn', write_off_id, entry), stg_write_offs.conflict_from, -amount
    from opened
    inner join stg_write_offs on opened.invoice_id = stg_write_offs.invoice_id
    where visible_from > written_off_on and stg_write_offs.conflict_from < date '9999-12-31'
),

running as (
    select
        *,
        sum(amount) over (partition by invoice_id order by booked_on, entry
            rows between unbounded preceding and current row) as booked_amount
    from booked
),

taken_over as (
    select
        opened.invoice_id, currency, entry, booked_on, conflict_from,
        greatest(least(booked_amount - amount, open_amount), 0)
            - greatest(least(booked_amount, open_amount), 0) as change_amount
    from running
    inner join opened on running.invoice_id = opened.invoice_id
)

select
    concat('state of ', invoice_id) as write_off_id, invoice_id, '' as entry, currency, written_off_on as write_off_date,
    cast(open_amount as decimal(19, 4)) as amount, written_off_on as visible_from, conflict_from
from opened
where open_amount > 0
union all
select
    concat('state of ', invoice_id), invoice_id, entry, currency, booked_on, cast(change_amount as decimal(19, 4)), booked_on,
    conflict_from
from taken_over
where change_amount <> 0
