-- grain: currency
-- kind: kept
-- What the receivables metrics divide: period (:period_start, as_of], amounts in the currency; of invoices in parts each part by
-- itself. sales_amount: face value invoiced in the period, without void invoices and cancelled orders. current_amount: open
-- and due on the as-of day or later, or without a due date; null, and with it what it divides, where no invoice has one.
-- paid_days: what was paid in the period and stayed, times the days it came late (early is 0).
with int_invoices as (
    select
        invoice_id, currency, invoice_date, due_date, invoiced_amount, open_amount, outstanding_amount, overdue_amount,
        is_in_parts and is_open as is_due_in_parts,
        is_in_parts or due_date is not null as has_due_date,
        not is_void and not is_order_cancelled as is_sale
    from int_invoices
),

int_payments as (
    select currency, payment_date, due_date, amount
    from int_payments
    where is_success and amount > 0 and not is_undone and has_invoice and due_date is not null
        and payment_date > :period_start and not is_in_parts
    union all
    select currency, payment_date, due_date, amount
    from int_paid_parts
    where payment_date > :period_start
),

int_opening as (
    select currency, opening_amount
    from int_opening
),

late as (
    select
        currency,
        sum(amount) as paid_dated_amount,
        sum(amount * greatest(datediff(payment_date, due_date), 0)) as paid_days
    from int_payments
    group by currency
),

invoiced as (
    select
        currency,
        sum(if(is_sale and invoice_date > :period_start, invoiced_amount, 0)) as sales_amount,
        if(count_if(has_due_date) > 0, sum(case
            when is_due_in_parts then outstanding_amount - overdue_amount
            when due_date >= :as_of then outstanding_amount
            when due_date is null then outstanding_amount
            else 0
        end), null) as current_amount,
        sum(outstanding_amount) as closing_amount
    from int_invoices
    group by currency
),

figures as (
    select
        invoiced.currency,
        :period_start as period_start_date,
        datediff(:as_of, :period_start) as period_days,
        cast(invoiced.sales_amount as decimal(19, 4)) as sales_amount,
        terms.in_currency(invoiced.sales_amount / :period_months, invoiced.currency) as month_sales_amount,
        cast(invoiced.current_amount as decimal(19, 4)) as current_amount,
        cast(invoiced.closing_amount as decimal(19, 4)) as closing_amount,
        cast(coalesce(int_opening.opening_amount, 0) as decimal(19, 4)) as opening_amount,
        cast(coalesce(late.paid_dated_amount, 0) as decimal(19, 4)) as paid_dated_amount,
        cast(coalesce(late.paid_days, 0) as decimal(24, 4)) as paid_days
    from invoiced
    left join int_opening on invoiced.currency = int_opening.currency
    left join late on invoiced.currency = late.currency
)

select
    *,
    cast(closing_amount * period_days / nullif(sales_amount, 0) as double) as dso_days,
    cast(current_amount * period_days / nullif(sales_amount, 0) as double) as best_possible_dso_days,
    cast(paid_days / nullif(paid_dated_amount, 0) as double) as average_days_late,
    if(current_amount is null, null, opening_amount + month_sales_amount - closing_amount) as cei_numerator,
    opening_amount + month_sales_amount - current_amount as cei_denominator,
    cast((opening_amount + month_sales_amount - closing_amount) * 100
        / if(
            opening_amount + month_sales_amount > current_amount, opening_amount + month_sales_amount - current_amount, null
        ) as double) as cei_pct
from figures
