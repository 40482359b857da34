-- grain: as_of_date, currency, kind, member
-- Where it leaks: primary amounts of what is lost by region, sales rep and customer, the largest of each kind.
with mart_leakage_findings as (
    select
        as_of_date, currency, region, coalesce(sales_rep_name, sales_rep_id, 'Unknown') as sales_rep,
        coalesce(customer_name, customer_id, 'Unknown') as customer, customer_id, sales_rep_id, primary_amount
    from mart_leakage_findings
    where leak_class = 'lost' and not coalesce(is_dismissed, false)
),

summed as (
    select
        as_of_date,
        currency,
        case
            when grouping(region) = 0 then 'region'
            when grouping(sales_rep) = 0 then 'sales_rep'
            else 'customer'
        end as kind,
        coalesce(region, sales_rep, customer) as member,
        coalesce(sales_rep_id, customer_id, '') as member_id,
        count(*) as findings,
        sum(primary_amount) as primary_amount
    from mart_leakage_findings
    group by as_of_date, currency, region, sales_rep, sales_rep_id, customer, customer_id
        grouping sets (
            (as_of_date, currency, region),
            (as_of_date, currency, sales_rep, sales_rep_id),
            (as_of_date, currency, customer, customer_id)
        )
),

ranked as (
    select
        *,
        row_number() over (
            partition by as_of_date, currency, kind
            order by primary_amount desc, member, member_id
            rows between unbounded preceding and current row
        ) as place
    from summed
)

select * from ranked
where place <= 15
