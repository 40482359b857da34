-- grain: currency, customer_id
-- kind: table
-- rows: many
-- What each customer owes, how it has paid and what is expected to be lost, per currency, largest balance first.
-- default_prob is the mean over the open invoices that have a score, weighted by balance.
with int_customers as (
    select
        currency, customer_id, invoices, open_invoices, judged_invoices, late_invoices, invoiced_amount, paid_amount,
        outstanding_amount, overdue_amount, overpaid_amount, refund_amount
    from int_customers
),

int_invoices as (
    select invoice_id, currency, coalesce(customer_id, 'Unknown') as customer_id, outstanding_amount
    from int_invoices
    where outstanding_amount > 0
),

score_invoices as (
    select
        invoice_id, default_prob, expected_loss,
        -- Rates of a handful of invoices are never High Risk.
        case
            when model_status = 'fallback of few rows' and default_prob > :medium_risk_from then :medium_risk_from
            else default_prob
        end as banded_prob
    from score_invoices
    where default_prob is not null
),

scored as (
    select
        int_invoices.currency,
        int_invoices.customer_id,
        sum(score_invoices.expected_loss) as expected_loss,
        sum(score_invoices.default_prob * int_invoices.outstanding_amount) / sum(int_invoices.outstanding_amount)
            as default_prob,
        sum(score_invoices.banded_prob * int_invoices.outstanding_amount) / sum(int_invoices.outstanding_amount)
            as banded_prob
    from int_invoices
    inner join score_invoices on int_invoices.invoice_id = score_invoices.invoice_id
    group by int_invoices.currency, int_invoices.customer_id
),

int_fx_rates as (
    select currency, fx_rate
    from int_fx_rates
    where :as_of between valid_from and valid_to
),

ranked as (
    select
        *,
        row_number() over (
            partition by currency
            order by outstanding_amount desc, customer_id
            rows between unbounded preceding and current row
        ) as balance_rank,
        sum(outstanding_amount) over (
            partition by currency
            order by outstanding_amount desc, customer_id
            rows between unbounded preceding and current row
        ) as cumulative_amount,
        sum(outstanding_amount) over (
            partition by currency
            order by outstanding_amount desc, customer_id
            rows between unbounded preceding and unbounded following
        ) as currency_amount
    from int_customers
)

select
    ranked.currency,
    ranked.customer_id,
    known_customers.customer_name,
    coalesce(known_customers.region, 'Unknown') as region,
    coalesce(known_customers.segment, 'Unknown') as segment,
    ranked.balance_rank,
    ranked.invoices,
    ranked.open_invoices,
    cast(ranked.invoiced_amount as decimal(19, 3)) as invoiced_amount,
    cast(ranked.paid_amount as decimal(19, 3)) as paid_amount,
    cast(ranked.outstanding_amount as decimal(19, 3)) as outstanding_amount,
    cast(ranked.overdue_amount as decimal(19, 3)) as overdue_amount,
    cast(ranked.overpaid_amount as decimal(19, 3)) as overpaid_amount,
    cast(ranked.outstanding_amount / nullif(ranked.currency_amount, 0) as double) as share,
    cast(ranked.cumulative_amount / nullif(ranked.currency_amount, 0) as double) as cumulative_share,
    ranked.judged_invoices,
    ranked.late_invoices,
    cast(ranked.late_invoices / nullif(ranked.judged_invoices, 0) as double) as late_ratio,
    cast(ranked.refund_amount as decimal(19, 3)) as refund_amount,
    cast(ranked.paid_amount - ranked.refund_amount as decimal(19, 3)) as kept_amount,
    cast(ranked.refund_amount / nullif(ranked.paid_amount, 0) as double) as refund_ratio,
    cast(scored.expected_loss as decimal(19, 3)) as expected_loss,
    scored.default_prob,
    terms.risk_bucket(scored.banded_prob, :medium_risk_from, :high_risk_from) as risk_bucket,
    terms.risk_sort(terms.risk_bucket(scored.banded_prob, :medium_risk_from, :high_risk_from)) as risk_sort,
    terms.published(ranked.outstanding_amount * int_fx_rates.fx_rate, :reporting_currency) as outstanding_reporting_amount
from ranked
left join scored on ranked.currency = scored.currency and ranked.customer_id = scored.customer_id
left join int_fx_rates on ranked.currency = int_fx_rates.currency
left join known_customers on ranked.customer_id = known_customers.customer_id
